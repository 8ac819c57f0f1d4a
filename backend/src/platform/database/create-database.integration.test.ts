import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breakConnection } from "../../../../tests/support/break-connection.ts";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { service } from "../../../../tests/support/services.ts";
import { createDatabase } from "./create-database.ts";
import { sqlJson } from "./sql-json.ts";

const real = service("postgres");
const servers: [string, string | undefined][] = [
  ["the run's server", undefined],
  ...(real === null ? [] : ([["a real PostgreSQL", real]] as const)),
].map(([name, url]) => [name as string, url]);

describe.each(servers)("on %s", (_name, url) => {
  let own: TestDatabase;
  beforeAll(async () => {
    own = await createTestDatabase(url);
  });
  afterAll(() => own.drop());

  test("times go in and out unshifted, whatever the server's time zone", async () => {
    const { prisma } = own.database;
    await own.database.pool.query(
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''Asia/Tokyo''', current_database()); END $$",
    );
    const createdAt = new Date("2026-07-01T12:34:56.789Z");
    const { id } = await prisma.account.create({ data: { createdAt } });
    const [raw] = await prisma.$queryRaw<{ created_at: Date }[]>`
      SELECT created_at FROM accounts WHERE id = ${id}`;
    const found = await prisma.account.findUniqueOrThrow({ where: { id } });
    expect(found.createdAt).toEqual(createdAt);
    expect(raw?.created_at).toEqual(createdAt);
  });

  test("one JSON parameter carries many rows", async () => {
    const rows = [
      { id: 5n, hash: Buffer.from("ff00", "hex"), at: new Date(0) },
      { id: 2n ** 60n, hash: new Uint8Array([1]), at: new Date(1) },
    ];
    const found = await own.database.prisma.$queryRaw<
      { id: bigint; hash: Uint8Array; at: Date }[]
    >`SELECT * FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(id bigint, hash bytea, at timestamptz)`;
    expect(found.map((row) => row.id)).toEqual([5n, 2n ** 60n]);
    expect(found.map((row) => Buffer.from(row.hash).toString("hex"))).toEqual([
      "ff00",
      "01",
    ]);
    expect(found.map((row) => row.at)).toEqual([new Date(0), new Date(1)]);
  });

  test("a connection that breaks before the commit repeats its transaction", async () => {
    const { database } = own;
    const before = await database.prisma.account.count();
    let runs = 0;
    await database.transaction(async (tx) => {
      await tx.account.create({ data: { createdAt: new Date() } });
      if (++runs === 1) await breakConnection(database, tx);
      await tx.account.count();
    });
    expect(runs).toBe(2);
    expect(await database.prisma.account.count()).toBe(before + 1);
  });

  test("one that breaks at the commit does not: it may have happened", async () => {
    const { database } = own;
    let runs = 0;
    await expect(
      database.transaction(async (tx) => {
        runs++;
        await breakConnection(database, tx);
      }),
    ).rejects.toThrow();
    expect(runs).toBe(1);
    expect(await database.prisma.account.count()).toBeGreaterThanOrEqual(0);
  });

  test("a transaction that fails leaves nothing", async () => {
    const { database } = own;
    const before = await database.prisma.account.count();
    await expect(
      database.transaction(async (tx) => {
        await tx.account.create({ data: { createdAt: new Date() } });
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await database.prisma.account.count()).toBe(before);
  });

  test("of two transactions in a deadlock both succeed", async () => {
    const { database } = own;
    const ids = await Promise.all(
      [1, 2].map(async () => {
        const data = { createdAt: new Date() };
        return (await database.prisma.account.create({ data })).id;
      }),
    );
    const runs: bigint[] = [];
    // Both hold their first row before either asks for its second; a repeated run has nobody to wait for.
    const { promise: bothHold, resolve } = Promise.withResolvers<undefined>();
    const lockInOrder = (order: bigint[]) =>
      database.transaction(async (tx) => {
        for (const id of order) {
          await tx.$queryRaw`SELECT FROM accounts WHERE id = ${id} FOR UPDATE`;
          runs.push(id);
          if (runs.length === 2) resolve(undefined);
          await bothHold;
        }
      });
    await Promise.all([lockInOrder(ids), lockInOrder(ids.toReversed())]);
    expect(runs.length).toBeGreaterThan(4);
  });

  test("serialization failures are run again too", async () => {
    let runs = 0;
    await own.database.transaction(async (tx) => {
      runs++;
      if (runs < 3)
        await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'busy' USING ERRCODE = '40001'; END $$`;
    });
    expect(runs).toBe(3);
  });

  test("so is one whose partition was taken out under it; a row against any other check is not", async () => {
    let runs = 0;
    await own.database.transaction(async (tx) => {
      if (++runs > 1) return;
      await tx.$executeRaw`
        INSERT INTO killmail_involvements (entity_id, killmail_time, killmail_id, roles) VALUES (1, '1990-01-01', 1, 1)`;
    });
    expect(runs).toBe(2);
    runs = 0;
    const against = own.database.transaction((tx) => {
      runs++;
      return tx.$executeRaw`INSERT INTO killmail_retention (id) VALUES (2)`;
    });
    await expect(against).rejects.toThrow("killmail_retention_id_check");
    expect(runs).toBe(1);
  });

  test("other errors are not", async () => {
    let runs = 0;
    await expect(
      own.database.transaction(async (tx) => {
        runs++;
        await tx.$executeRaw`SELECT 1 / 0`;
      }),
    ).rejects.toThrow();
    expect(runs).toBe(1);
  });

  test("look-ups of one moment wait for a connection like any statement, however long all are busy", async () => {
    const narrow = createDatabase(own.url, { poolSize: 1 });
    try {
      const busy = narrow.pool.query("SELECT pg_sleep(3)");
      const now = new Date();
      const found = await Promise.all(
        [1, 2, 3].map((byte) =>
          narrow.prisma.session.findUnique({
            where: {
              tokenHash: new Uint8Array(32).fill(byte),
              expiresAt: { gt: new Date(now.getTime() + byte) },
            },
          }),
        ),
      );
      expect(found).toEqual([null, null, null]);
      await busy;
    } finally {
      await narrow.close();
    }
  });
});
