import { inject } from "vitest";
import {
  createDatabase,
  type Database,
  migrateDatabase,
} from "../../backend/src/platform/database/index.ts";
import { databaseUrl } from "./database-url.ts";
import { query } from "./test-server.ts";

export interface TestDatabase {
  url: string;
  database: Database;
  drop: () => Promise<void>;
}

/** A migrated database of its own for each call: a clone on the run's server, or made afresh on the server given. */
export async function createTestDatabase(
  serverUrl?: string,
): Promise<TestDatabase> {
  const { adminUrl, template, prefix } = inject("testServer");
  const server = serverUrl ?? adminUrl;
  const name = prefix + crypto.randomUUID().replaceAll("-", "");
  const url = databaseUrl(server, name);
  if (serverUrl === undefined) {
    await query(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  } else {
    await query(server, `CREATE DATABASE ${name}`);
    await migrateDatabase(url);
  }
  const database = createDatabase(url);
  return {
    url,
    database,
    async drop() {
      await database.close();
      await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
