import { inject } from "vitest";
import {
  createDatabase,
  type Database,
} from "../../backend/src/platform/database/index.ts";
import { databaseUrl } from "./database-url.ts";
import { query } from "./test-server.ts";

export interface TestDatabase {
  url: string;
  database: Database;
  drop(): Promise<void>;
}

/** A migrated database of its own for each call. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, template, prefix } = inject("testServer");
  const name = prefix + crypto.randomUUID().replaceAll("-", "");
  await query(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = databaseUrl(adminUrl, name);
  const database = createDatabase(url);
  return {
    url,
    database,
    async drop() {
      await database.close();
      await query(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
