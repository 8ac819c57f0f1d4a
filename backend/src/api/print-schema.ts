import { writeFile } from "node:fs/promises";
import { printedSchema, schemaFile } from "./printed-schema.ts";

const usage = `Usage: npm run schema:print

Writes backend/schema.graphql, which the page's queries are checked against, from the code.
`;

if (process.argv.includes("--help")) process.stdout.write(usage);
else await writeFile(schemaFile, printedSchema());
