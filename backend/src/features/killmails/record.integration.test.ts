import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import {
  anonymous,
  type GrantId,
  type KillmailId,
  type Priority,
  silentLogger,
} from "../../kernel/index.ts";
import type { RecordInput } from "./killmails.ts";
import type { Reference } from "./reference.ts";
import { readGaps } from "./store/gaps.ts";
import {
  createTestKillmails,
  type TestKillmails,
} from "./test-support/create-test-killmails.ts";
import { inventKillmail, referenceOf } from "./test-support/invent-killmail.ts";

let db: TestDatabase;
let site: TestKillmails;
const alarms: object[] = [];
beforeAll(async () => {
  db = await createTestDatabase();
  const log = {
    ...silentLogger,
    error: (fields: object) => alarms.push(fields),
  };
  site = createTestKillmails(db.database, { log });
});
afterAll(() => db.drop());

const reference = (killmailId: number, digit = "a"): Reference => ({
  killmailId: killmailId as KillmailId,
  hash: digit.repeat(40),
});

function record(
  references: readonly Reference[],
  grantId: GrantId | null,
  more: Partial<RecordInput> = {},
) {
  const input: RecordInput = {
    references,
    source: grantId === null ? "zkillboard" : "character",
    grantId,
    priority: "recent",
    ...more,
  };
  return db.database.transaction((tx) => site.killmails.record(tx, input));
}

const orders = (killmailId: number) =>
  db.database.prisma.outbox.findMany({
    where: { payload: { path: ["killmailId"], equals: killmailId } },
  });

const logOf = async (killmailId: number) =>
  (await site.killmails.logAfter(0n, 10_000)).filter(
    (entry) => entry.killmailId === killmailId,
  );

test("a reference is new once, and ordered once, at its source's priority", async () => {
  const { grantId } = await site.pilot();
  const priority: Priority = "immediate";
  const first = [reference(1), reference(2), reference(1)];
  expect(await record(first, grantId, { priority })).toMatchObject({
    listed: 2,
    fresh: 2,
  });
  expect(await record([reference(2), reference(3)], grantId)).toMatchObject({
    listed: 2,
    fresh: 1,
  });
  expect(await orders(2)).toMatchObject([
    { task: "fetch-killmail", priority: 0, payload: reference(2) },
  ]);
  expect(await orders(3)).toMatchObject([{ priority: 2 }]);
  expect(
    await site.killmails.countsForGrant(db.database.prisma, grantId),
  ).toEqual({ listed: 3, stored: 0, pending: 3, rejected: 0, expired: 0 });
});

test("ledger, observations, cursor and orders come together or not at all", async () => {
  const { grantId } = await site.pilot();
  const cursor = { source: "character-list", subject: "7", etag: '"x"' };
  const work = db.database.transaction(async (tx) => {
    await site.killmails.record(tx, {
      references: [reference(10)],
      source: "character",
      grantId,
      cursor,
      priority: "recent",
    });
    throw new Error("the process dies here");
  });
  await expect(work).rejects.toThrow("dies");
  const { prisma } = db.database;
  expect(await site.killmails.isPending(prisma, reference(10))).toBe(false);
  expect(await site.killmails.cursor(prisma, "character-list", "7")).toBeNull();
  expect(await orders(10)).toEqual([]);

  await record([reference(10)], grantId, { cursor });
  expect(await site.killmails.isPending(prisma, reference(10))).toBe(true);
  expect(
    await site.killmails.cursor(prisma, "character-list", "7"),
  ).toMatchObject({ etag: '"x"', lastModified: null, position: null });
});

test("a cursor keeps what was last written, walk position included", async () => {
  const { grantId } = await site.pilot();
  const at = { source: "walk", subject: "8" };
  const expiresAt = new Date("2026-11-21T12:00:00Z");
  await record([], grantId, {
    cursor: { ...at, etag: '"1"', expiresAt, position: { page: 3 } },
  });
  const read = () => site.killmails.cursor(db.database.prisma, "walk", "8");
  expect(await read()).toMatchObject({
    etag: '"1"',
    expiresAt,
    position: { page: 3 },
  });
  await record([], grantId, { cursor: { ...at, etag: '"2"' } });
  expect(await read()).toMatchObject({
    etag: '"2"',
    expiresAt: null,
    position: null,
  });
});

test("a reference no row can hold is refused with a sentence, the rest goes on", async () => {
  const { grantId } = await site.pilot();
  const tooLarge = reference(2_147_483_648);
  const noHash = { ...reference(20), hash: "abc" };
  const result = await record([tooLarge, noHash, reference(21)], grantId);
  expect(result).toMatchObject({ listed: 1, fresh: 1 });
  expect(result.refused.map(({ reason }) => reason)).toEqual([
    expect.stringContaining("int4"),
    expect.stringContaining("hexadecimal"),
  ]);
});

test("what no ledger row can hold is kept with the reason, once, and is a gap of the list that showed it", async () => {
  const { grantId } = await site.pilot();
  const { grantId: other } = await site.pilot();
  const odd = [
    reference(3_000_000_000),
    { ...reference(22), hash: "Half a \ud800 and a \0" },
    reference(0),
    reference(7.5),
  ];
  await record([...odd, reference(23)], grantId);
  await record(odd, grantId);
  await record(odd.slice(0, 1), other);
  await record(odd.slice(0, 1), null);
  const { prisma } = db.database;
  const kept = await prisma.$queryRaw<{ id: number }[]>`
    SELECT killmail_id::float8 AS id FROM refused_references
    WHERE subject_id = ${grantId} ORDER BY 1, hash`;
  expect(kept.map(({ id }) => id)).toEqual([0, 0, 22, 3_000_000_000]);
  const gaps = (await readGaps(prisma, "character", [grantId], 9)).get(grantId);
  expect(gaps).toHaveLength(5);
  expect(gaps).toContainEqual({
    killmailId: 3_000_000_000,
    state: "rejected",
    reason: expect.stringContaining("int4") as unknown,
    since: expect.any(Date) as unknown,
  });
  expect(await site.killmails.countsForGrant(prisma, grantId)).toEqual({
    listed: 5,
    stored: 0,
    pending: 1,
    rejected: 4,
    expired: 0,
  });
  expect(await site.killmails.countsForGrant(prisma, other)).toMatchObject({
    listed: 1,
    rejected: 1,
    expired: 0,
  });
});

test("two hashes of one id both stay in the ledger, both are asked for, and whoever runs the site hears of it once", async () => {
  const { grantId } = await site.pilot();
  alarms.length = 0;
  await record([reference(30, "a"), reference(31)], grantId);
  await record([reference(30, "a")], grantId);
  expect(alarms).toEqual([]);
  await record([reference(30, "b"), reference(31)], grantId);
  await record([reference(30, "b")], grantId);
  expect(await orders(30)).toHaveLength(2);
  const [a, b] = ["a".repeat(40), "b".repeat(40)];
  expect(alarms).toEqual([
    {
      source: "character",
      grantId,
      rivals: [{ killmailId: 30, hash: b, known: a }],
    },
  ]);
  // Also when one and the same list shows both.
  await record([reference(32, "a"), reference(32, "b")], null);
  expect(await orders(32)).toHaveLength(2);
  expect(alarms[1]).toMatchObject({
    source: "zkillboard",
    rivals: [
      { killmailId: 32, hash: a, known: b },
      { killmailId: 32, hash: b, known: a },
    ],
  });
});

test("a stored mail becomes visible to the next grant that lists it, and its subscribers are told once", async () => {
  const esi = inventKillmail(40);
  const [victim, killer] = [await site.pilot(), await site.pilot()];
  await site.recordAndStore([esi], victim.grantId);
  expect(
    await site.killmails.byId(killer.viewer, reference(40).killmailId),
  ).toBeNull();

  await record([referenceOf(esi)], killer.grantId);
  await record([referenceOf(esi)], killer.grantId);
  await record([referenceOf(esi)], killer.grantId, { source: "another list" });
  expect(
    await site.killmails.byId(killer.viewer, reference(40).killmailId),
  ).toMatchObject({ esi });
  expect((await logOf(40)).map(({ grantId }) => grantId)).toEqual([
    victim.grantId,
    killer.grantId,
  ]);
  expect(await orders(40)).toHaveLength(1);
});

test("a public source opens a stored mail for good, without a new revision", async () => {
  const esi = inventKillmail(50);
  const { grantId } = await site.pilot();
  await site.recordAndStore([esi], grantId);
  expect(
    await site.killmails.byId(anonymous, reference(50).killmailId),
  ).toBeNull();

  await record([referenceOf(esi)], null);
  const since = await publicSince(50);
  await record([referenceOf(esi)], null, { source: "everef" });
  expect(
    await site.killmails.byId(anonymous, reference(50).killmailId),
  ).toMatchObject({ isPublic: true, revision: 1 });
  expect(await publicSince(50)).toEqual(since);
  expect((await logOf(50)).map(({ grantId: to }) => to)).toEqual([
    grantId,
    null,
  ]);
});

test("a mail that was public before it was stored is so from its first moment, for anybody", async () => {
  const esi = inventKillmail(60);
  const { grantId } = await site.pilot();
  await record([referenceOf(esi)], grantId);
  await record([referenceOf(esi)], null);
  await site.killmails.store([
    { reference: referenceOf(esi), body: esi, priority: "recent" },
  ]);
  expect((await logOf(60)).map(({ grantId: to }) => to)).toEqual([null]);
  expect(
    await site.killmails.byId(anonymous, reference(60).killmailId),
  ).not.toBeNull();
});

async function publicSince(killmailId: number) {
  const rows = await db.database.prisma.$queryRaw<
    { mail: Date; ledger: Date; source: string }[]
  >`
    SELECT k.public_since AS mail, r.public_since AS ledger, k.public_source AS source
    FROM killmails k JOIN killmail_references r USING (killmail_id, hash)
    WHERE killmail_id = ${killmailId}`;
  expect(rows).toHaveLength(1);
  expect(rows[0]?.mail).toEqual(rows[0]?.ledger);
  return rows[0];
}
