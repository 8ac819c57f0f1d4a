import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../../../tests/support/database.ts";
import { prismaFolder } from "./migration-list.ts";
import { openSchemaEngine } from "./schema-engine.ts";

/** What the migrations say in words Prisma's schema does not have. Partitions, partial indexes, checks, functions and views it does not see at all. */
const known = [
  // A BRIN index.
  'DROP INDEX "killmails_created_at_idx"',
  // A primary key with an included column.
  'ALTER TABLE "killmail_involvements" DROP CONSTRAINT "killmail_involvements_pkey", ADD CONSTRAINT "killmail_involvements_pkey" PRIMARY KEY ("entity_id", "killmail_time", "killmail_id")',
];

test("the migrations make what the schema describes", async () => {
  const own = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: own.url, max: 1 });
  const engine = await openSchemaEngine(pool);
  const files = await readSchema();
  const { stdout } = await engine.diff({
    from: { tag: "schemaDatasource", files, configDir: prismaFolder },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  await pool.end();
  await own.drop();
  expect(statementsOf(stdout ?? "")).toEqual(known);
});

function statementsOf(script: string): string[] {
  return script
    .replaceAll(/^--.*$/gm, "")
    .split(";")
    .map((statement) => statement.replaceAll(/\s+/g, " ").trim())
    .filter((statement) => statement !== "");
}

async function readSchema() {
  const names = await readdir(prismaFolder, { recursive: true });
  return Promise.all(
    names
      .filter((name) => name.endsWith(".prisma"))
      .sort()
      .map(async (name) => ({
        path: join(prismaFolder, name),
        content: await readFile(join(prismaFolder, name), "utf8"),
      })),
  );
}
