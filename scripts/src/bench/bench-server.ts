import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  migrateDatabase,
  openEmbeddedPostgres,
} from "@killreport/backend/platform/database/index.ts";
import pg from "pg";

/** A PostgreSQL server of the measurement's own, thrown away afterwards. It writes to disk like one in use. */
export interface BenchServer {
  /** A folder for whatever else is thrown away. */
  readonly folder: string;
  /** A migrated, empty database of this name, whatever was there before; its address. What the one before left to be written is written first. */
  fresh(name: string): Promise<string>;
  close(): Promise<void>;
}

export async function openBenchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), "killreport-bench-"));
  const server = await openEmbeddedPostgres({ dataDir: folder });
  const urlOf = (name: string) => {
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  await query(server.url, "CREATE DATABASE bench_template");
  await migrateDatabase(urlOf("bench_template"));
  return {
    folder,
    async fresh(name) {
      await query(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await query(
        server.url,
        `CREATE DATABASE ${name} TEMPLATE bench_template`,
      );
      await query(server.url, "CHECKPOINT");
      return urlOf(name);
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
