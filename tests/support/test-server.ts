import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import {
  isProcessAlive,
  migrateDatabase,
  openEmbeddedPostgres,
} from "../../backend/src/platform/database/index.ts";
import { databaseUrl } from "./database-url.ts";
import { dropLeftovers } from "./leftovers.ts";

export interface TestServer {
  adminUrl: string;
  /** A migrated database to clone. */
  template: string;
  /** How the databases of this run are called. */
  prefix: string;
  close(): Promise<void>;
}

/** The server of a test run: TEST_DATABASE_URL, or an embedded one of its own that is gone afterwards. */
export async function openTestServer(): Promise<TestServer> {
  await dropLeftovers();
  const set = process.env["TEST_DATABASE_URL"];
  if (set) return prepare(set, () => Promise.resolve());

  const dataDir = await mkdtemp(join(tmpdir(), "killreport-test-"));
  const embedded = await openEmbeddedPostgres({ dataDir, isThrowaway: true });
  return prepare(embedded.url, async () => {
    await embedded.close();
    await rm(dataDir, { recursive: true, force: true });
  });
}

async function prepare(
  adminUrl: string,
  release: () => Promise<void>,
): Promise<TestServer> {
  await dropLeftoverDatabases(adminUrl);
  const prefix = `killreport_test_${process.pid}_${randomBytes(3).toString("hex")}_`;
  const template = `${prefix}template`;
  await query(adminUrl, `CREATE DATABASE ${template}`);
  await migrateDatabase(databaseUrl(adminUrl, template));
  return {
    adminUrl,
    template,
    prefix,
    async close() {
      await dropDatabases(adminUrl, prefix);
      await release();
    },
  };
}

/** Those of runs on this machine that were killed. */
async function dropLeftoverDatabases(adminUrl: string): Promise<void> {
  const names = await query<{ datname: string }>(
    adminUrl,
    "SELECT datname FROM pg_database WHERE datname ~ '^killreport_test_[0-9]+_'",
  );
  const pids = new Set(names.map(({ datname }) => datname.split("_")[2] ?? ""));
  for (const pid of pids) {
    if (!isProcessAlive(Number(pid)))
      await dropDatabases(adminUrl, `killreport_test_${pid}_`);
  }
}

async function dropDatabases(adminUrl: string, prefix: string): Promise<void> {
  const names = await query<{ datname: string }>(
    adminUrl,
    "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
    [prefix],
  );
  for (const { datname } of names) {
    await query(adminUrl, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  }
}

export async function query<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  parameters: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}
