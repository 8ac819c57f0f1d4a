import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { printedSchema, schemaFile } from "./printed-schema.ts";

test("schema.graphql is what the code says: after a change, run npm run schema:print", async () => {
  expect(await readFile(schemaFile, "utf8")).toBe(printedSchema());
});
