import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectFolder } from "@killreport/backend/platform/config/index.ts";
import { format } from "prettier";
import { drawArchitecture, insertDrawings } from "./docs/draw-architecture.ts";

const usage = `Usage: npm run docs

Draws what docs/architecture.md shows of the code.`;

if (process.argv.includes("--help")) console.log(usage);
else {
  const file = join(projectFolder, "docs/architecture.md");
  const text = insertDrawings(
    await readFile(file, "utf8"),
    await drawArchitecture(),
  );
  await writeFile(file, await format(text, { parser: "markdown" }));
}
