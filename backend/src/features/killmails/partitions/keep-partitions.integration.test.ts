import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { type CorporationId, id } from "../../../kernel/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import {
  createTestKillmails,
  type Pilot,
  type TestKillmails,
} from "../test-support/create-test-killmails.ts";
import {
  inventKillmail,
  referenceOf,
} from "../test-support/invent-killmail.ts";
import { createLedgerChecks } from "../verify/create-ledger-checks.ts";

let db: TestDatabase;
let site: TestKillmails;
let pilot: Pilot;
const withdrawn: number[] = [];
const forgotten: number[] = [];
const corporationId = id<CorporationId>(98_000_001);
const now = new Date("2026-11-26T12:00:00Z");
const inYear = (killmailId: number, year: number) =>
  inventKillmail(killmailId, { killmail_time: `${year}-12-31T23:59:59Z` });

/** Of every third of the mails of 2019 to 2024 sees something else: everybody, the pilot, the corporation. */
const mails = [2019, 2020, 2021, 2022, 2023, 2024].flatMap((year, y) =>
  [1, 2, 3].map((number) => inYear(y * 10 + number, year)),
);
const seenBy = (rest: number) =>
  mails.filter((mail) => mail.killmail_id % 10 === rest);

/** The site as a process starts it. */
const open = (retentionYears: number | null) =>
  createTestKillmails(db.database, {
    retentionYears,
    effects: [
      {
        name: "test-effect",
        version: 1,
        apply: () => Promise.resolve(),
        withdraw: (_tx, gone) => {
          withdrawn.push(...gone.map(({ esi }) => esi.killmail_id));
          return Promise.resolve();
        },
      },
    ],
    laterEffects: [
      {
        name: "test-later-effect",
        forget: (_tx, ids, why) => {
          if (why === "expired") forgotten.push(...ids);
          return Promise.resolve();
        },
      },
    ],
  });

beforeEach(async () => {
  db = await createTestDatabase();
  withdrawn.length = 0;
  forgotten.length = 0;
  site = open(null);
  pilot = await site.pilot();
  await site.joins(pilot.grantId, corporationId, true);
  await site.recordAndStore(seenBy(1), null);
  await site.recordAndStore(seenBy(2), pilot.grantId);
  await site.recordAndStore(seenBy(3), pilot.grantId, corporationId);
  await db.database.prisma.outbox.deleteMany();
});
afterEach(() => db.drop());

async function tables(): Promise<string[]> {
  const { rows } = await db.database.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '_y\\d+$' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
const yearsOf = (names: readonly string[], table: string) =>
  names
    .filter((name) => name.startsWith(`${table}_y`))
    .map((name) => Number(name.slice(-4)));
async function states(): Promise<Record<number, string>> {
  const rows = await db.database.prisma.killmailReference.findMany();
  return Object.fromEntries(
    rows.map(({ killmailId, state }) => [killmailId, state]),
  );
}
const listOf = async (of = site) => {
  const { rows } = await of.killmails.page(pilot.viewer, {
    filter: {},
    limit: 100,
  });
  return rows.map((row) => row.id as number).sort((a, b) => a - b);
};
const orders = () => db.database.prisma.outbox.count();
async function differences(): Promise<string[]> {
  const checks = createLedgerChecks({
    database: db.database,
    clock: site.clock,
    outbox: createOutbox({ clock: site.clock, listeners: [] }),
    killmails: site.killmails,
  });
  const texts: string[] = [];
  for (const check of checks) texts.push(...(await check.find()).texts);
  return texts;
}

const kept = mails.filter((mail) => mail.killmail_id > 30);
const gone = mails.filter((mail) => mail.killmail_id < 30);
const idsOf = (of: readonly EsiKillmail[]) =>
  of.map((mail) => mail.killmail_id);

async function expectExpired(): Promise<void> {
  const names = await tables();
  for (const table of ["killmails", "killmail_involvements"])
    expect(yearsOf(names, table)).toEqual([2022, 2023, 2024, 2026, 2027, 2028]);
  expect(await states()).toEqual({
    ...Object.fromEntries(idsOf(gone).map((one) => [one, "expired"])),
    ...Object.fromEntries(idsOf(kept).map((one) => [one, "stored"])),
  });
  expect(await listOf()).toEqual(idsOf(kept));
  expect(await differences()).toEqual([]);
}

describe("partitions", () => {
  it("are there for this year and the next two before any mail; nothing expires unless somebody wants it", async () => {
    expect(await site.killmails.keepPartitions(now)).toBe(0);
    expect(yearsOf(await tables(), "killmails")).toEqual([
      2019, 2020, 2021, 2022, 2023, 2024, 2026, 2027, 2028,
    ]);
    expect(await listOf()).toEqual(idsOf(mails));
  });
});

describe("a retention of four years", () => {
  it("takes out whole years, private and public mails alike, with what was derived from them", async () => {
    const counts = () =>
      site.killmails.countsForGrant(db.database.prisma, pilot.grantId);
    expect(await counts()).toMatchObject({ stored: 6, expired: 0 });
    site = open(4);
    expect(await site.killmails.keepPartitions(now)).toBe(gone.length);
    await expectExpired();
    expect(withdrawn.sort((a, b) => a - b)).toEqual(idsOf(gone));
    expect(forgotten.sort((a, b) => a - b)).toEqual(idsOf(gone));
    expect(await counts()).toEqual({
      listed: 6,
      stored: 3,
      pending: 0,
      rejected: 0,
      expired: 3,
    });
    for (const { killmail_id } of gone)
      expect(
        await site.killmails.byId(pilot.viewer, id(killmail_id)),
      ).toBeNull();
    // Not again today; and tomorrow there is nothing more to do.
    expect(await site.killmails.keepPartitions(now)).toBe(0);
    const tomorrow = new Date(now.getTime() + 24 * 3_600_000);
    expect(await site.killmails.keepPartitions(tomorrow)).toBe(0);
    await expectExpired();
  });

  it("lets a year go when its last mail is old enough", async () => {
    site = open(4);
    await site.killmails.keepPartitions(new Date("2025-12-31T23:59:59Z"));
    expect(await listOf()).toEqual(idsOf(mails.slice(6)));
    await site.killmails.keepPartitions(new Date("2026-01-01T00:00:00Z"));
    expect(await listOf()).toEqual(idsOf(kept));
  });

  it.each([
    [
      "a detaching that was cut off",
      [
        "UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'killmails_y2019'::regclass",
      ],
    ],
    [
      "one table detached, the other not",
      ["ALTER TABLE killmails DETACH PARTITION killmails_y2019"],
    ],
    [
      "both detached, nothing marked",
      [
        "ALTER TABLE killmails DETACH PARTITION killmails_y2019",
        "ALTER TABLE killmail_involvements DETACH PARTITION killmail_involvements_y2019",
      ],
    ],
    [
      "half of it marked",
      [
        "ALTER TABLE killmails DETACH PARTITION killmails_y2019",
        "ALTER TABLE killmail_involvements DETACH PARTITION killmail_involvements_y2019",
        "UPDATE killmail_references SET state = 'expired' WHERE killmail_id = 1",
        "UPDATE killmail_retention SET marked_year = 2019, marked_time = '2019-12-31 23:59:59+00', marked_id = 1",
      ],
    ],
    [
      "all marked, one table dropped",
      [
        "ALTER TABLE killmails DETACH PARTITION killmails_y2019",
        "ALTER TABLE killmail_involvements DETACH PARTITION killmail_involvements_y2019",
        "UPDATE killmail_references SET state = 'expired' WHERE killmail_id < 10",
        "UPDATE observations SET killmail_time = NULL WHERE killmail_id < 10",
        "UPDATE corporation_observations SET killmail_time = NULL WHERE killmail_id < 10",
        "DROP TABLE killmail_involvements_y2019",
      ],
    ],
  ])("goes on after %s", async (_, left) => {
    await db.database.pool.query(
      "INSERT INTO killmail_retention (id, kept_from) VALUES (1, '2022-01-01 00:00:00+00')",
    );
    for (const sql of left) await db.database.pool.query(sql);
    // Nobody is to put right what is under way.
    expect(
      (await differences()).filter((text) => /mail is gone/.test(text)),
    ).toEqual([]);
    site = open(4);
    await site.killmails.keepPartitions(now);
    await expectExpired();
  });

  it("waits for nobody for long, and for those who read it leaves everything as it was", async () => {
    site = open(4);
    const reader = await db.database.pool.connect();
    await reader.query("BEGIN");
    await reader.query("SELECT count(*) FROM killmails");
    expect(await site.killmails.keepPartitions(now)).toBe(0);
    // Meanwhile everybody else reads and writes.
    const late = inYear(61, 2024);
    await site.recordAndStore([late], null);
    expect(await listOf()).toEqual(expect.arrayContaining([61]));
    const { rows } = await reader.query<{ count: string }>(
      "SELECT count(*) AS count FROM killmails",
    );
    expect(Number(rows[0]?.count)).toBeGreaterThanOrEqual(mails.length - 3);
    await reader.query("COMMIT");
    reader.release();
    await site.killmails.keepPartitions(now);
    expect(await listOf()).toEqual([...idsOf(kept), 61]);
    expect(await differences()).toEqual([]);
  });

  it("loses and keeps nothing wrongly while mails of these years arrive", async () => {
    const storers = [0, 1, 2, 3].map(async (storer) => {
      const process = open(null);
      for (let round = 0; round < 30; round++) {
        const number = 1_000 + storer * 100 + round;
        const body = inYear(number, 2019 + (round % 6));
        await process.killmails.ingest({
          source: "feed",
          priority: "live",
          killmails: [{ ...referenceOf(body), body }],
        });
      }
    });
    const retaining = open(4);
    let day = now.getTime();
    // The first time may wait for too long for those who store.
    const expiring = (async () => {
      for (let round = 0; round < 3; round++, day += 24 * 3_600_000)
        await retaining.killmails.keepPartitions(new Date(day));
    })();
    await Promise.all([...storers, expiring]);
    await retaining.killmails.keepPartitions(new Date(day));
    const wrong = await db.database.prisma.killmailReference.count({
      where: {
        killmailTime: { lt: new Date("2022-01-01T00:00:00Z") },
        state: { not: "expired" },
      },
    });
    expect(wrong).toBe(0);
    expect(await db.database.prisma.killmailReference.count()).toBe(
      mails.length + 120,
    );
    expect(await db.database.prisma.killmail.count()).toBe(kept.length + 60);
    expect(await differences()).toEqual([]);
  });

  it("leaves a year alone that somebody put aside by hand", async () => {
    await db.database.pool.query(
      "ALTER TABLE killmails DETACH PARTITION killmails_y2024",
    );
    site = open(4);
    await site.killmails.keepPartitions(now);
    expect(await tables()).toContain("killmails_y2024");
  });
});

describe("an expired mail", () => {
  const again = (
    process: TestKillmails,
    of: readonly EsiKillmail[],
  ): readonly [string, () => Promise<unknown>][] => [
    [
      "a list of the pilot's",
      () =>
        db.database.transaction((tx) =>
          process.killmails.record(tx, {
            references: of.map(referenceOf),
            source: "character",
            grantId: pilot.grantId,
            priority: "live",
          }),
        ),
    ],
    [
      "a public list",
      () =>
        db.database.transaction((tx) =>
          process.killmails.record(tx, {
            references: of.map(referenceOf),
            source: "war",
            grantId: null,
            priority: "dormant",
          }),
        ),
    ],
    [
      "a source with bodies",
      () =>
        process.killmails.ingest({
          source: "feed",
          priority: "live",
          killmails: of.map((body) => ({ ...referenceOf(body), body })),
        }),
    ],
    [
      "an archive",
      async () => {
        const bulk = process.killmails.bulk();
        const text = new TextEncoder().encode(
          of.map((mail) => JSON.stringify(mail)).join("\n"),
        );
        try {
          await bulk.load({ source: "everef", priority: "dormant" }, { text });
        } finally {
          await bulk.close();
        }
      },
    ],
    [
      "ESI's answer to an order that was under way",
      () =>
        process.killmails.store(
          of.map((body) => ({
            reference: referenceOf(body),
            body,
            priority: "live",
          })),
        ),
    ],
  ];

  it("comes back from no source, is not fetched, and a new one of its years expires as it arrives", async () => {
    const older = site;
    site = open(4);
    await site.killmails.keepPartitions(now);
    // A process that has stored mails of these years before, and one that has not.
    for (const process of [older, open(4)])
      for (const [name, show] of again(process, gone)) {
        await show();
        expect(await orders(), name).toBe(0);
        expect(await listOf(), name).toEqual(idsOf(kept));
      }
    await expectExpired();
    const fresh = [inYear(71, 2010), inYear(72, 2021), inYear(73, 2024)];
    for (const [, show] of again(older, fresh).slice(2)) {
      await show().catch((error: unknown) => {
        // ESI's answer presupposes a record.
        if (!String(error).includes("before it was recorded")) throw error;
      });
    }
    expect(await states()).toMatchObject({
      71: "expired",
      72: "expired",
      73: "stored",
    });
    expect(yearsOf(await tables(), "killmails")).not.toContain(2010);
    expect(yearsOf(await tables(), "killmails")).not.toContain(2021);
    expect(await differences()).toEqual([]);
  });

  it("stays so when everything is kept again, while new ones of its years are stored", async () => {
    site = open(4);
    await site.killmails.keepPartitions(now);
    site = open(null);
    await site.killmails.keepPartitions(now);
    await site.recordAndStore([inYear(71, 2020)], null);
    await site.recordAndStore(gone, null);
    expect(await states()).toMatchObject({
      1: "expired",
      11: "expired",
      71: "stored",
    });
    expect(await differences()).toEqual([]);
  });
});
