import { afterAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import {
  differences,
  snapshotTables,
} from "../../../../../tests/support/table-snapshot.ts";
import { anonymous, id, type KillmailId } from "../../../kernel/index.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import type { FreshKillmail } from "../killmail-effect.ts";
import {
  createTestKillmails,
  type TestKillmails,
} from "../test-support/create-test-killmails.ts";
import {
  inventKillmail,
  referenceOf,
} from "../test-support/invent-killmail.ts";
import {
  readRealKillmails,
  realKillmailsFolder,
} from "../test-support/real-killmails.ts";
import type { Bulk } from "./create-bulk.ts";
import { longestText } from "./piece.ts";
import { piecesOf, withSeason } from "./test-support/pieces-of.ts";

const databases: TestDatabase[] = [];
const bulks: Bulk[] = [];
afterAll(async () => {
  for (const bulk of bulks) await bulk.close();
  for (const database of databases) await database.drop();
});

interface Site extends TestKillmails {
  readonly db: TestDatabase;
  readonly bulk: Bulk;
  /** What the effect derived: hash by mail. */
  readonly derived: Map<number, string>;
  failNext(): void;
}

async function openSite(): Promise<Site> {
  const db = await createTestDatabase();
  databases.push(db);
  const derived = new Map<number, string>();
  let isFailing = false;
  const site = createTestKillmails(db.database, {
    effects: [
      {
        name: "note",
        version: 1,
        apply: (_tx, mails: readonly FreshKillmail[]) => {
          if (isFailing) {
            isFailing = false;
            throw new Error("the effect failed");
          }
          for (const { killmailId, hash, esi } of mails) {
            expect(esi.killmail_id).toBe(killmailId);
            derived.set(killmailId, hash);
          }
          return Promise.resolve();
        },
      },
    ],
  });
  const bulk = site.killmails.bulk();
  bulks.push(bulk);
  const failNext = () => {
    isFailing = true;
  };
  return { ...site, db, bulk, derived, failNext };
}

const dormant = { source: "archive", priority: "dormant" } as const;

async function load(site: Site, mails: readonly EsiKillmail[], size = 40) {
  const sum = { stored: 0, known: 0, doubtful: 0 };
  const loads = piecesOf(mails, size).map((piece) =>
    site.bulk.load(dormant, piece),
  );
  for (const counts of await Promise.all(loads)) {
    sum.stored += counts.stored;
    sum.known += counts.known;
    sum.doubtful += counts.doubtful.length;
  }
  return sum;
}

const ingest = (site: Site, mails: readonly EsiKillmail[]) =>
  site.killmails.ingest({
    ...dormant,
    killmails: mails.map((body) => ({ ...referenceOf(body), body })),
  });

/** The tables, less the orders: one event may tell of few mails or of many. */
async function tables(site: Site) {
  const { outbox, ...rest } = await snapshotTables(site.db.database.pool);
  const told = outbox?.filter((row) => row.includes("killmail-stored"));
  expect(told).toEqual([]);
  return rest;
}

/** Deterministic, so that a failure can be looked at again. */
function shuffled<One>(list: readonly One[], seed: number): One[] {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return list
    .map((one) => ({ one, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}

/** Old and new mails of several years; real ones of every kind where there are any. */
function corpus(nowMs: number): EsiKillmail[] {
  const invented = Array.from({ length: 200 }, (_, index) =>
    inventKillmail(index + 1, {
      killmail_time: new Date(
        nowMs - index * (index % 3 === 0 ? 30 * 86_400_000 : 3_600_000),
      )
        .toISOString()
        .replace(/\.\d+Z/, "Z"),
    }),
  );
  const folder = realKillmailsFolder();
  if (folder === null) return invented;
  let index = 0;
  for (const { esi } of readRealKillmails(folder))
    if (index++ < 300 || index > 57_461) invented.push(esi);
  return invented;
}

test("by COPY or one by one, in whatever order and however often: the same tables", async () => {
  const slow = await openSite();
  const fast = await openSite();
  const mixed = await openSite();
  const mails = corpus(slow.clock.now().getTime());
  for (let from = 0; from < mails.length; from += 50)
    await ingest(slow, mails.slice(from, from + 50));
  expect(await load(fast, shuffled(mails, 1))).toEqual({
    stored: mails.length,
    known: 0,
    doubtful: 0,
  });
  const expected = await tables(slow);
  expect(expected["killmails"]).toHaveLength(mails.length);
  expect(differences(await tables(fast), expected)).toEqual([]);
  expect(fast.derived).toEqual(slow.derived);

  expect(await load(fast, shuffled(mails, 2), 70)).toEqual({
    stored: 0,
    known: mails.length,
    doubtful: 0,
  });
  expect(differences(await tables(fast), expected)).toEqual([]);

  // Both at once, over each other.
  await Promise.all([
    load(mixed, shuffled(mails, 3)),
    load(mixed, shuffled(mails, 4), 90),
    (async () => {
      for (let from = 0; from < mails.length; from += 30)
        await ingest(mixed, shuffled(mails, 5).slice(from, from + 30));
    })(),
  ]);
  expect(differences(await tables(mixed), expected)).toEqual([]);
  expect(mixed.derived).toEqual(slow.derived);
}, 120_000);

test("what others know of the mails stays: private ones become public, pending ones need no fetch, and of old ones only who waited is told", async () => {
  const site = await openSite();
  const { killmails } = site;
  const old = { killmail_time: "2013-05-05T10:00:00Z" };
  const mails = [1, 2, 3, 4].map((number) => inventKillmail(number, old));
  const [own, awaited, plain] = mails as [
    EsiKillmail,
    EsiKillmail,
    EsiKillmail,
  ];
  const { grantId, viewer } = await site.pilot();
  await site.recordAndStore([own], grantId);
  await site.db.database.transaction((tx) =>
    killmails.record(tx, {
      references: [referenceOf(awaited)],
      source: "character",
      grantId,
      priority: "recent",
    }),
  );
  const start = await killmails.lastSequence();
  expect(await load(site, mails)).toEqual({ stored: 3, known: 1, doubtful: 0 });
  expect(await load(site, mails)).toEqual({ stored: 0, known: 4, doubtful: 0 });
  const told = await killmails.logAfter(start, 10);
  expect(told).toMatchObject([{ killmailId: awaited.killmail_id, grantId }]);
  const rights = await killmails.rights(viewer);
  expect(told.filter((entry) => killmails.opens(rights, entry))).toHaveLength(
    1,
  );
  expect(
    await killmails.isBodyWanted(site.db.database.prisma, referenceOf(awaited)),
  ).toBe(false);
  for (const esi of [own, awaited, plain])
    expect(
      await killmails.byId(anonymous, id<KillmailId>(esi.killmail_id)),
    ).toMatchObject({ esi, isPublic: true });
});

test("bad input: each mail on its own, with a sentence", async () => {
  const site = await openSite();
  const good = inventKillmail(1);
  const doctored = inventKillmail(2);
  const [piece] = piecesOf([], 100, [
    JSON.stringify({
      ...good,
      killmail_hash: referenceOf(good).hash,
      source: "x",
      zkb: {},
    }),
    JSON.stringify({ ...doctored, killmail_hash: "a".repeat(40) }),
    JSON.stringify({ ...inventKillmail(3), killmail_id: 2_147_483_648 }),
    JSON.stringify({ ...inventKillmail(4), killmail_hash: 12 }),
    JSON.stringify({ ...inventKillmail(5), killmail_id: "5" }),
    withSeason(inventKillmail(9), "[".repeat(20_000) + "]".repeat(20_000)),
    JSON.stringify({ killmail_id: 6 }),
    "[]",
    '{"killmail_id": 7, "kill',
    `{"killmail_id": 8, "blob": "${"x".repeat(longestText)}"}`,
    JSON.stringify({
      ...good,
      killmail_hash: referenceOf(good).hash.toUpperCase(),
    }),
  ]);
  if (piece === undefined) throw new Error("no piece");
  const counts = await site.bulk.load(dormant, piece);
  expect(counts).toMatchObject({ stored: 1, known: 1 });
  expect(counts.doubtful.map(({ reason }) => reason)).toEqual([
    expect.stringContaining("hash is") as string,
    expect.stringContaining("100 levels deep") as string,
  ]);
  expect(counts.refused.map(({ reason }) => reason)).toEqual([
    expect.stringContaining("int4") as string,
    expect.stringContaining("hexadecimal") as string,
    expect.stringContaining("killmail_id") as string,
    expect.stringContaining("no hash") as string,
  ]);
  expect(counts.unreadable.map(({ reason }) => reason)).toEqual([
    expect.stringContaining("no JSON object") as string,
    expect.stringContaining("JSON") as string,
    expect.stringContaining("MB long") as string,
  ]);
  expect([...counts.ignoredKeys]).toEqual([
    ["source", 1],
    ["zkb", 1],
  ]);
  expect(
    await site.db.database.prisma.outbox.count({
      where: { task: "fetch-killmail" },
    }),
  ).toBe(2);
});

test("numbers that take more room than in the archive, and texts of any alphabet, come through", async () => {
  const site = await openSite();
  const esi = inventKillmail(1, {
    victim: { ...inventKillmail(1).victim, name: "Дорогой ❤" },
  });
  const text = JSON.stringify(esi)
    .replace("-150000000000", "-1.5e11")
    .replace("1000000000000000000", "1e18");
  const [piece] = piecesOf([], 100, [text]);
  if (piece === undefined) throw new Error("no piece");
  await site.bulk.load(dormant, piece);
  expect(await site.killmails.byId(anonymous, id<KillmailId>(1))).toMatchObject(
    { esi },
  );
});

test("when an effect fails nothing of the piece is stored, and the next load stores all of it", async () => {
  const site = await openSite();
  site.failNext();
  const [piece] = piecesOf([inventKillmail(1)], 1);
  if (piece === undefined) throw new Error("no piece");
  await expect(site.bulk.load(dormant, piece)).rejects.toThrow("effect failed");
  expect(await site.killmails.byId(anonymous, id<KillmailId>(1))).toBeNull();
  expect(await load(site, [inventKillmail(1)])).toMatchObject({ stored: 1 });
});
