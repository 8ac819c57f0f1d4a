import pg from "pg";
import { RejectedError } from "../../kernel/index.ts";
import { readMigrationList } from "./migration-list.ts";
import { openSchemaEngine } from "./schema-engine.ts";

/** Applies the migrations this database has not seen and returns their names. RejectedError when the database is ahead of this checkout, or when a migration failed in it before. */
export async function migrateDatabase(
  url: string,
): Promise<{ applied: string[] }> {
  const migrationsList = await readMigrationList();
  const known = migrationsList.migrationDirectories.map(({ path }) => path);
  // One connection: the engine's session settings and its statements have to meet on it.
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const lock = new pg.Client({ connectionString: url });
  pool.on("error", () => undefined);
  lock.on("error", () => undefined);
  try {
    // Several processes may start at once; the second finds nothing left to do.
    await lock.connect();
    await lock.query(
      "SELECT pg_advisory_lock(hashtext('killreport migrations'))",
    );
    const history = await readHistory(lock);
    refuseNewerSchema(history, known);
    refuseFailed(history);
    const done = new Set(history.map(({ name }) => name));
    if (known.every((name) => done.has(name))) return { applied: [] };
    const engine = await openSchemaEngine(pool);
    const { appliedMigrationNames } = await engine
      .applyMigrations({
        migrationsList,
        filters: { externalTables: [], externalEnums: [] },
      })
      .catch(refuseUnusable);
    return { applied: appliedMigrationNames };
  } finally {
    await Promise.all([lock.end(), pool.end()]);
  }
}

interface AppliedMigration {
  name: string;
  isFinished: boolean;
}

async function readHistory(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows: tables } = await client.query<{ found: string | null }>(
    "SELECT to_regclass('_prisma_migrations')::text AS found",
  );
  if (tables[0]?.found == null) return [];
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS "isFinished"
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

/** What the person who chose the database can change; the engine's own words for it are a stack. */
function refuseUnusable(error: unknown): never {
  const { code, message } = error as { code?: string; message?: string };
  if (code === "P3005")
    throw new RejectedError(
      "FOREIGN_DATABASE",
      "The database of DATABASE_URL holds tables that are not KillReport's. Give KillReport an empty database of its own: CREATE DATABASE killreport.",
      { cause: error },
    );
  const denied = /(permission denied|no schema has been selected)[^\n]*/.exec(
    message ?? "",
  )?.[0];
  if (denied !== undefined)
    throw new RejectedError(
      "NO_RIGHTS",
      `The user of DATABASE_URL may not create tables there (${denied}). Make it the owner of the database: ALTER DATABASE name OWNER TO user.`,
      { cause: error },
    );
  throw error;
}

function refuseNewerSchema(
  history: readonly AppliedMigration[],
  known: readonly string[],
): void {
  const unknown = history
    .map(({ name }) => name)
    .filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new RejectedError(
    "NEWER_SCHEMA",
    `The database has a newer schema than this version of KillReport: it contains ${unknown.join(", ")}, which this version does not know. Update KillReport (git pull), or use another database (DATABASE_URL) or data folder (KILLREPORT_DATA_DIR).`,
  );
}

function refuseFailed(history: readonly AppliedMigration[]): void {
  const failed = history.find(({ isFinished }) => !isFinished);
  if (failed === undefined) return;
  throw new RejectedError(
    "FAILED_MIGRATION",
    `The migration ${failed.name} failed in this database earlier. Look at its row in _prisma_migrations for the reason, repair the database, then mark it with "npx prisma migrate resolve".`,
  );
}
