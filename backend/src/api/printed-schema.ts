import { fileURLToPath } from "node:url";
import { lexicographicSortSchema, printSchema } from "graphql";
import { buildSchema } from "./build-schema.ts";

/** Where the schema is committed; the page's types are generated from it. */
export const schemaFile: string = fileURLToPath(
  new URL("../../schema.graphql", import.meta.url),
);

/** The schema as text, the same whatever order it was built in. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(buildSchema()))}\n`;
}
