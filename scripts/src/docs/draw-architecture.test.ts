import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectFolder } from "@killreport/backend/platform/config/index.ts";
import { format } from "prettier";
import { expect, test } from "vitest";
import { drawArchitecture, insertDrawings } from "./draw-architecture.ts";

test("docs/architecture.md shows the code as it is (npm run docs)", async () => {
  const text = await readFile(
    join(projectFolder, "docs/architecture.md"),
    "utf8",
  );
  const drawn = insertDrawings(text, await drawArchitecture());
  expect(text).toBe(await format(drawn, { parser: "markdown" }));
}, 30_000);
