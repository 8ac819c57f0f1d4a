import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../../../tests/support/database.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { readMigrationList } from "./migration-list.ts";

test("a migrated database has nothing to do", async () => {
  const own = await createTestDatabase();
  expect(await migrateDatabase(own.url)).toEqual({ applied: [] });
  await own.drop();
});

test("several processes may migrate an empty database at once", async () => {
  const own = await createTestDatabase();
  await own.database.pool.query(
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public",
  );
  const results = await Promise.all(
    [1, 2, 3].map(() => migrateDatabase(own.url)),
  );
  const { migrationDirectories } = await readMigrationList();
  expect(results.flatMap(({ applied }) => applied)).toEqual(
    migrationDirectories.map(({ path }) => path),
  );
  await own.drop();
});

test("a database of a newer schema is left alone, with a sentence", async () => {
  const own = await createTestDatabase();
  await own.database.pool.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at)
     VALUES ('1', '', '29990101000000_future', now(), now())`,
  );
  await expect(migrateDatabase(own.url)).rejects.toThrow(
    /newer schema than this version of KillReport: it contains 29990101000000_future/,
  );
  await own.drop();
});

test("a database of somebody else's is left alone, with a sentence", async () => {
  const own = await createTestDatabase();
  await own.database.pool.query(
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE theirs (id int)",
  );
  await expect(migrateDatabase(own.url)).rejects.toThrow(
    /^The database of DATABASE_URL holds tables that are not KillReport's\. Give [^\n]*$/,
  );
  await own.drop();
});

test("a user without the right to create tables is told so", async () => {
  const own = await createTestDatabase();
  const role = `killreport_test_${randomBytes(4).toString("hex")}`;
  await own.database.pool.query(
    `DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE ROLE ${role} LOGIN PASSWORD 'x'`,
  );
  const url = new URL(own.url);
  url.username = role;
  url.password = "x";
  const refusal =
    /^The user of DATABASE_URL may not create tables there \([^\n]*$/;
  await expect(migrateDatabase(url.href)).rejects.toThrow(refusal);
  await own.database.pool.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
  await expect(migrateDatabase(url.href)).rejects.toThrow(refusal);
  await own.database.pool.query(`REVOKE ALL ON SCHEMA public FROM ${role}`);
  await own.database.pool.query(`DROP ROLE ${role}`);
  await own.drop();
});

test("a migration that failed half-way is named", async () => {
  const own = await createTestDatabase();
  await own.database.pool.query(
    "UPDATE _prisma_migrations SET finished_at = NULL",
  );
  await expect(migrateDatabase(own.url)).rejects.toThrow(
    /_foundation failed in this database earlier/,
  );
  await own.drop();
});
