import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { anonymous, type KillmailId } from "../../kernel/index.ts";
import type { EsiKillmail } from "./body/esi-killmail.ts";
import type { FreshKillmail } from "./killmail-effect.ts";
import type { Reference } from "./reference.ts";
import {
  createTestKillmails,
  type TestKillmails,
} from "./test-support/create-test-killmails.ts";
import { inventKillmail, referenceOf } from "./test-support/invent-killmail.ts";

let db: TestDatabase;
let site: TestKillmails;
const applied: number[] = [];
let failEffect = false;

beforeAll(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database, {
    effects: [
      {
        name: "test-effect",
        version: 3,
        apply: (_tx, mails: readonly FreshKillmail[]) => {
          if (failEffect) throw new Error("the effect failed");
          applied.push(...mails.map(({ killmailId }) => killmailId));
          return Promise.resolve();
        },
      },
    ],
  });
});
afterAll(() => db.drop());

const killmailId = (value: number) => value as KillmailId;
const body = (esi: EsiKillmail, reference = referenceOf(esi)) => ({
  reference,
  body: esi as unknown,
  priority: "recent" as const,
});
const record = (references: readonly Reference[]) =>
  db.database.transaction((tx) =>
    site.killmails.record(tx, {
      references,
      source: "zkillboard",
      grantId: null,
      priority: "recent",
    }),
  );
const ledger = async (id: number) => {
  const rows = await db.database.prisma.killmailReference.findMany({
    where: { killmailId: id },
    orderBy: { hash: "asc" },
  });
  return rows.map(({ state, reason }) => ({ state, reason }));
};

test("stores once, however often a body is delivered: alone, in one batch, at the same time", async () => {
  const mails = [1, 2, 3].map((number) => inventKillmail(number));
  await record(mails.map(referenceOf));
  const [a, b] = await Promise.all([
    site.killmails.store([...mails, ...mails].map((esi) => body(esi))),
    site.killmails.store([...mails].reverse().map((esi) => body(esi))),
  ]);
  expect(a.stored + b.stored).toBe(3);
  expect(await site.killmails.store(mails.map((esi) => body(esi)))).toEqual({
    stored: 0,
    rejected: 0,
  });
  expect(applied.filter((number) => number <= 3).sort()).toEqual([1, 2, 3]);
  expect(await site.killmails.logAfter(0n, 100)).toHaveLength(3);
});

test("the mail keeps which effects were applied, its columns and when it was stored", async () => {
  const esi = inventKillmail(10, { war_id: 7 });
  await record([referenceOf(esi)]);
  await site.killmails.store([body(esi)]);
  const row = await db.database.prisma.killmail.findFirstOrThrow({
    where: { killmailId: 10 },
  });
  expect(row).toMatchObject({
    effects: ["test-effect@3"],
    revision: 1,
    solarSystemId: 30000142,
    victimCharacterId: 2110000001n,
    victimAllianceId: null,
    victimShipTypeId: 587,
    attackerCount: 1,
  });
  // The operators' health query is about real time.
  const [health] = await db.database.prisma.$queryRawUnsafe<
    { count: bigint }[]
  >(
    "SELECT COUNT(*) FROM killmails WHERE created_at > NOW() - INTERVAL '1 hour'",
  );
  expect(health?.count).toBe(BigInt(await db.database.prisma.killmail.count()));
});

test("when an effect fails nothing of the batch is stored, and the next delivery stores all of it", async () => {
  const mails = [20, 21].map((number) => inventKillmail(number));
  await record(mails.map(referenceOf));
  failEffect = true;
  const failing = site.killmails.store(mails.map((esi) => body(esi)));
  await expect(failing).rejects.toThrow("the effect failed");
  failEffect = false;
  expect(await ledger(20)).toEqual([{ state: "pending", reason: null }]);
  expect(await site.killmails.byId(anonymous, killmailId(20))).toBeNull();
  expect(await site.killmails.store(mails.map((esi) => body(esi)))).toEqual({
    stored: 2,
    rejected: 0,
  });
});

test("a body that breaks the schema rejects its reference with the reason; the rest goes on", async () => {
  const [good, bad, other] = [30, 31, 32].map((number) =>
    inventKillmail(number),
  ) as [EsiKillmail, EsiKillmail, EsiKillmail];
  await record([good, bad, other].map(referenceOf));
  const counts = await site.killmails.store([
    body(good),
    { ...body(bad), body: { ...bad, victim: null } },
    body(inventKillmail(99), referenceOf(other)),
  ]);
  expect(counts).toEqual({ stored: 1, rejected: 2 });
  expect(await ledger(31)).toEqual([
    { state: "rejected", reason: expect.stringContaining("victim") as string },
  ]);
  expect(await ledger(32)).toEqual([
    { state: "rejected", reason: expect.stringContaining("99") as string },
  ]);
});

test("a body with ids beyond the database's INTEGER rejects its reference; the rest of the batch goes on", async () => {
  const mails = [33, 34, 35].map((number) => inventKillmail(number));
  const [good, system, item] = mails as [EsiKillmail, EsiKillmail, EsiKillmail];
  await record(mails.map(referenceOf));
  const counts = await site.killmails.store([
    body({ ...system, solar_system_id: 99_999_999_999 }, referenceOf(system)),
    body(
      {
        ...item,
        victim: {
          ...item.victim,
          items: [{ flag: 5, item_type_id: 99_999_999_999, singleton: 0 }],
        },
      },
      referenceOf(item),
    ),
    body(good),
  ]);
  expect(counts).toEqual({ stored: 1, rejected: 2 });
  for (const id of [34, 35])
    expect(await ledger(id)).toEqual([
      { state: "rejected", reason: expect.stringContaining("int4") as string },
    ]);
});

test("a rejected reference is stored after all when a good body comes", async () => {
  const esi = inventKillmail(40);
  await record([referenceOf(esi)]);
  await site.killmails.store([{ ...body(esi), body: {} }]);
  expect(await site.killmails.store([body(esi)])).toEqual({
    stored: 1,
    rejected: 0,
  });
  expect(await ledger(40)).toEqual([{ state: "stored", reason: null }]);
});

test("a bad body does not undo a stored mail", async () => {
  const esi = inventKillmail(45);
  await record([referenceOf(esi)]);
  await site.killmails.store([body(esi)]);
  expect(await site.killmails.store([{ ...body(esi), body: {} }])).toEqual({
    stored: 0,
    rejected: 0,
  });
  expect(await ledger(45)).toEqual([{ state: "stored", reason: null }]);
});

test("one mail an id: a second hash of a stored mail is rejected, also when both come at once", async () => {
  const esi = inventKillmail(50);
  // Another time, so that neither the table's key nor its partition would stop the second.
  const other = inventKillmail(50, { killmail_time: "2009-03-01T00:00:00Z" });
  await record([referenceOf(esi), referenceOf(other)]);
  const results = await Promise.all([
    site.killmails.store([body(esi)]),
    site.killmails.store([body(other)]),
  ]);
  expect(results.map(({ stored }) => stored).sort()).toEqual([0, 1]);
  const rows = await db.database.prisma.killmail.count({
    where: { killmailId: 50 },
  });
  expect(rows).toBe(1);
  expect((await ledger(50)).map(({ state }) => state).sort()).toEqual([
    "rejected",
    "stored",
  ]);
});

test("a body nobody recorded is a bug, not a mail", async () => {
  const storing = site.killmails.store([body(inventKillmail(60))]);
  await expect(storing).rejects.toThrow("before it was recorded");
});

test("tells subscribers after what it stored, and is not undone when they can not be told", async () => {
  const before = site.announcements.length;
  const esi = inventKillmail(70);
  await record([referenceOf(esi)]);
  await site.killmails.store([body(esi)]);
  await site.killmails.store([body(esi)]);
  expect(site.announcements.slice(before)).toEqual(["visibility-log"]);
});

test("mails of many years arrive shuffled while others read: partitions lock nobody out", async () => {
  const years = Array.from({ length: 17 }, (_, index) => 2007 + index);
  const mails = years.map((year) =>
    inventKillmail(1000 + year, { killmail_time: `${year}-12-31T23:59:59Z` }),
  );
  await record(mails.map(referenceOf));
  // Each of them a process of its own, with its own memory of which partitions there are.
  const processes = years.map(() => createTestKillmails(db.database));
  const reading = years.map(() =>
    site.killmails.page(anonymous, {
      filter: { involved: [2110000001 as never] },
      limit: 100,
    }),
  );
  const counts = await Promise.all(
    processes.map(({ killmails }, index) =>
      killmails.store(
        [...mails.slice(index), ...mails.slice(0, index)].map((esi) =>
          body(esi),
        ),
      ),
    ),
  );
  await Promise.all(reading);
  expect(counts.reduce((sum, { stored }) => sum + stored, 0)).toBe(17);
});
