import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { id, type KillmailId } from "../../kernel/index.ts";
import type { EsiKillmail } from "../killmails/index.ts";
import { mailOf } from "./test-support/labelled-mail.ts";
import {
  openValuationSite,
  referenceOf,
} from "./test-support/valuation-site.ts";

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.drop());

const dayMs = 86_400_000;
/** 2026-06-02, noon. */
const day = Date.UTC(2026, 5, 2) / dayMs;
const rifter = 587;
const gun = 2048;

function mail(killmailId: number, changes: Partial<EsiKillmail> = {}) {
  return mailOf({
    killmail_id: killmailId,
    killmail_time: new Date(day * dayMs + dayMs / 2 + killmailId * 1000)
      .toISOString()
      .replace(".000Z", "Z"),
    ...changes,
  });
}

const hullAt = (...isk: (number | null)[]) => ({
  daily: {
    [rifter]: { from: day - 1, isk },
    [gun]: { from: day - 1, isk: [1] },
  },
});

/** A site whose clock is at noon of the day after the kills. */
async function openSite(options: Parameters<typeof openValuationSite>[1] = {}) {
  const site = openValuationSite(db.database, options);
  site.clock.advance(
    (day + 1) * dayMs + dayMs / 2 - site.clock.now().getTime(),
  );
  await site.valuation.queueDue(site.clock.now());
  return site;
}

/** Lets what waits become due, and does it. */
async function settle(site: Awaited<ReturnType<typeof openSite>>) {
  const done: string[] = [];
  for (let round = 0; round < 3; round++) {
    done.push(...(await site.work()));
    site.clock.advance(11 * 60_000);
    await site.valuation.queueDue(site.clock.now());
  }
  return [...done, ...(await site.work())];
}

test("a stored mail is valued once, however often it is told of, and subscribers hear of it once", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000));
  await site.recordAndStore([mail(1), mail(2)], null);
  expect(await site.work()).toEqual(["value-killmails"]);
  expect(await site.valueOf(mail(1))).toMatchObject({
    version: 1,
    revision: 1,
    isRepriced: false,
    hull: 1000_00,
    destroyed: 1000_00,
    dropped: 1_00,
    zkillboardTotal: 1001_00,
    unpriced: 0,
  });
  expect(await site.revisionOf(mail(1))).toBe(2);
  const log = await site.killmails.logAfter(0n, 100);
  expect(
    log.flatMap(({ revision, killmailId }) =>
      revision === null ? [] : [[killmailId, revision]],
    ),
  ).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

test("the day's own average makes a revision when it is known, once", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000));
  await site.recordAndStore([mail(1)], null);
  await settle(site);
  // Nothing else is known: priced again, and the same.
  expect(await site.valueOf(mail(1))).toMatchObject({
    revision: 1,
    isRepriced: true,
  });
  expect(await site.revisionOf(mail(1))).toBe(2);

  site.setPrices(hullAt(1000, 400));
  await site.tellPrices({ fromDay: day, toDay: day });
  expect(await settle(site)).toEqual(["note-new-prices", "revalue-day"]);
  expect(await site.valueOf(mail(1))).toMatchObject({
    revision: 2,
    isRepriced: true,
    hull: 400_00,
  });
  expect(await site.revisionOf(mail(1))).toBe(3);

  await site.valuation.revalue({ fromDay: day, toDay: day });
  expect(await settle(site)).toEqual(["revalue-day"]);
  expect(await site.valueOf(mail(1))).toMatchObject({ revision: 2 });
  expect(await site.revisionOf(mail(1))).toBe(3);
});

test("a first valuation does not use what is known of the day of the kill", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000, 400));
  await site.recordAndStore([mail(1)], null);
  await site.work();
  expect(await site.valueOf(mail(1))).toMatchObject({
    hull: 1000_00,
    isRepriced: false,
  });
});

test("prices of some types concern mails that have them, and those of which something had none", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000));
  const strange = mail(2, {
    victim: { ...mail(2).victim, ship_type_id: 99 },
  });
  await site.recordAndStore([mail(1), strange], null);
  await settle(site);
  expect(await site.valueOf(strange)).toMatchObject({ unpriced: 1, hull: 1 });

  const tell = async (typeId: number) => {
    await site.tellPrices({
      fromDay: day - 300,
      toDay: day - 1,
      typeIds: [typeId],
    });
    await settle(site);
  };
  site.setPrices({
    daily: { ...hullAt(5000).daily, 99: { from: day - 1, isk: [77] } },
  });
  await tell(99);
  expect(await site.valueOf(strange)).toMatchObject({
    unpriced: 0,
    hull: 77_00,
  });
  expect(await site.valueOf(mail(1))).toMatchObject({ hull: 1000_00 });
  await tell(rifter);
  expect(await site.valueOf(mail(1))).toMatchObject({ hull: 5000_00 });
});

test("prices of a material concern mails of what is built of it, however far down", async () => {
  const site = await openSite();
  const tritanium = 34;
  const at = (isk: number) => ({
    daily: {
      [tritanium]: { from: day - 1, isk: [isk] },
      [gun]: { from: day - 1, isk: [1] },
    },
  });
  site.setPrices(at(10));
  const erebus = mail(1, {
    victim: { ...mail(1).victim, ship_type_id: 671 },
  });
  await site.recordAndStore([erebus], null);
  await settle(site);
  expect(await site.valueOf(erebus)).toMatchObject({
    unpriced: 0,
    hull: 50_00,
  });
  site.setPrices(at(20));
  await site.tellPrices({
    fromDay: day - 1,
    toDay: day - 1,
    typeIds: [tritanium],
  });
  await settle(site);
  expect(await site.valueOf(erebus)).toMatchObject({ hull: 100_00 });
});

test("a day is not put off for ever, however often something new is told of it", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000));
  await site.recordAndStore([mail(1)], null);
  await settle(site);
  const done: string[] = [];
  for (let minute = 0; minute < 62; minute++) {
    await site.tellPrices({ fromDay: day, toDay: day, typeIds: [rifter] });
    done.push(...(await site.work()));
    site.clock.advance(59_000);
    await site.valuation.queueDue(site.clock.now());
  }
  done.push(...(await site.work()));
  expect(done).toContain("revalue-day");
});

test("as long as the day of the kill is not over, new prices make no re-pricing", async () => {
  const site = await openSite();
  site.clock.advance(-dayMs);
  site.setPrices({});
  await site.recordAndStore([mail(1)], null);
  await settle(site);
  site.setPrices(hullAt(1000, 400));
  await site.tellPrices({ fromDay: day - 1, toDay: day, typeIds: [rifter] });
  await settle(site);
  expect(await site.valueOf(mail(1))).toMatchObject({
    isRepriced: false,
    hull: 1000_00,
    revision: 2,
  });
});

test("mails from before there were values are valued in the background", async () => {
  const site = openValuationSite(db.database);
  site.setPrices(hullAt(1000));
  await site.recordAndStore([mail(1), mail(2)], null);
  // Nobody listened yet.
  await db.database.prisma.outbox.deleteMany();
  site.clock.advance((day + 1) * dayMs - site.clock.now().getTime());
  expect(await site.valuation.queueDue(site.clock.now())).toBe(1);
  expect(await site.work()).toEqual(["revalue-day"]);
  expect(await site.valueOf(mail(2))).toMatchObject({ hull: 1000_00 });
  // Once: the next minute finds nothing to do.
  expect(await site.valuation.queueDue(site.clock.now())).toBe(0);
});

test("values by older rules are replaced in the background", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000));
  await site.recordAndStore([mail(1)], null);
  await settle(site);
  const { prisma } = db.database;
  await prisma.killmailValue.updateMany({ data: { version: 0, hull: 5n } });
  await prisma.valuationProgress.updateMany({ data: { version: 0 } });
  await site.valuation.queueDue(site.clock.now());
  expect(await site.work()).toEqual(["revalue-day"]);
  expect(await site.valueOf(mail(1))).toMatchObject({
    version: 1,
    revision: 2,
    hull: 1000_00,
  });
});

test("what was stored before the first static data were there is labelled anew when they are, once", async () => {
  const site = openValuationSite(db.database);
  site.setStaticData(false);
  site.setPrices(hullAt(1000));
  site.clock.advance((day + 1) * dayMs - site.clock.now().getTime());
  await site.valuation.queueDue(site.clock.now());
  await site.recordAndStore([mail(1)], null);
  await settle(site);
  expect(await site.labelsOf(mail(1))).not.toContain("cat:6");
  site.setStaticData(true);
  expect(await site.valuation.queueDue(site.clock.now())).toBe(1);
  expect(await site.work()).toEqual(["revalue-day"]);
  expect(await site.labelsOf(mail(1))).toContain("cat:6");
  expect(await site.valuation.queueDue(site.clock.now())).toBe(0);
});

test("when a valuation breaks off, nothing of it is skipped or done twice", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000));
  // In two months, so in two transactions.
  const later = mail(2, { killmail_time: "2026-08-02T12:00:00Z" });
  await site.recordAndStore([mail(1), later], null);
  const { pool } = db.database;
  await pool.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF NEW.killmail_id = 2 THEN RAISE EXCEPTION 'broken off'; END IF; RETURN NEW; END $$`,
  );
  await pool.query(
    "CREATE TRIGGER refuse BEFORE INSERT ON killmail_values FOR EACH ROW EXECUTE FUNCTION refuse()",
  );
  await expect(site.work()).rejects.toThrow("broken off");
  expect(await site.valueOf(mail(1))).toMatchObject({ revision: 1 });
  expect(await site.valueOf(later)).toBeUndefined();
  await pool.query("DROP TRIGGER refuse ON killmail_values");
  await site.work();
  expect(await site.valueOf(later)).toMatchObject({ revision: 1 });
  expect(await site.revisionOf(mail(1))).toBe(2);
  expect(await site.revisionOf(later)).toBe(2);
});

test("ESI's body takes its value with it", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000));
  const theirs = mail(1);
  const { hash, killmailId } = referenceOf(theirs);
  await site.killmails.ingest({
    source: "zkillboard",
    killmails: [{ killmailId, hash, body: theirs }],
    priority: "live",
  });
  await site.work();
  expect((await site.valueOf(theirs))?.dropped).toBe(1_00);
  const esis = mail(1, { victim: { ...theirs.victim, items: [] } });
  await site.killmails.store([
    { reference: { killmailId, hash }, body: esis, priority: "live" },
  ]);
  expect(await site.valueOf(theirs)).toBeUndefined();
  await site.work();
  expect(await site.valueOf(theirs)).toMatchObject({ dropped: 0, revision: 1 });
});

test("a mail that becomes public is valued like one that is stored", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000));
  const pilot = await site.pilot(2110000001);
  await site.recordAndStore([mail(1)], pilot.grantId);
  await settle(site);
  expect(await site.valueOf(mail(1))).toMatchObject({ isRepriced: true });
  const { killmailId } = referenceOf(mail(1));
  await site.killmails.publish(pilot.viewer, killmailId);
  expect(await site.valueOf(mail(1))).toBeUndefined();
  expect(await site.revisionOf(mail(1))).toBe(1);
  expect(await site.work()).toEqual(["value-killmails"]);
  expect(await site.valueOf(mail(1))).toMatchObject({
    revision: 1,
    isRepriced: false,
    hull: 1000_00,
  });
  expect(await site.revisionOf(mail(1))).toBe(2);
});

test.each([1, 2])(
  "a mail of revision %i that becomes public while something is derived from it is looked at again",
  async (revision) => {
    const site = await openSite();
    const pilot = await site.pilot(2110000001);
    await site.recordAndStore([mail(1)], pilot.grantId);
    const { killmailId } = referenceOf(mail(1));
    if (revision > 1)
      await db.database.transaction((tx) =>
        site.killmails.revise(tx, [killmailId]),
      );
    const looked: boolean[] = [];
    const written: boolean[] = [];
    const place = { killmailId, killmailTime: mail(1).killmail_time };
    await site.killmails.deriveLater([place], async ([seen]) => {
      if (seen === undefined) throw new Error("It is here");
      looked.push(seen.isPublic);
      if (looked.length === 1) {
        await site.killmails.publish(pilot.viewer, killmailId);
        // And changed since, to what it was.
        for (let changes = 1; changes < revision; changes++)
          await db.database.transaction((tx) =>
            site.killmails.revise(tx, [killmailId]),
          );
      }
      return (_, mails) => {
        written.push(...mails.map(({ isPublic }) => isPublic));
        return Promise.resolve([]);
      };
    });
    expect(looked).toEqual([false, true]);
    expect(written).toEqual([true]);
    await site.work();
    expect(await site.valueOf(mail(1))).toBeDefined();
  },
);

test("of old mails from archives nobody is told", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000));
  site.clock.advance(100 * dayMs);
  const bulk = site.killmails.bulk();
  const text = new TextEncoder().encode(
    `${JSON.stringify({ ...mail(1), killmail_hash: referenceOf(mail(1)).hash })}\n`,
  );
  try {
    await bulk.load({ source: "everef", priority: "dormant" }, { text });
  } finally {
    await bulk.close();
  }
  await site.work();
  expect(await site.valueOf(mail(1))).toMatchObject({ hull: 1000_00 });
  expect(await site.revisionOf(mail(1))).toBe(1);
  expect(await site.killmails.lastSequence()).toBe(0n);
});

test("values go with the mails that retention takes out", async () => {
  const site = await openSite({ retentionYears: 1 });
  site.setPrices(hullAt(1000));
  await site.recordAndStore([mail(1)], null);
  await site.work();
  expect(await site.valueOf(mail(1))).toBeDefined();
  site.clock.advance(2 * 365 * dayMs);
  expect(await site.killmails.keepPartitions(site.clock.now())).toBe(1);
  expect(await site.valueOf(mail(1))).toBeUndefined();
});

test("says of each line why, and whether prices are still those it was valued by", async () => {
  const site = await openSite();
  site.setPrices(hullAt(1000));
  await site.recordAndStore([mail(1)], null);
  await site.work();
  const { killmails, valuation } = site;
  const stored = await killmails.byId({ kind: "anonymous" }, id<KillmailId>(1));
  const value = await site.valueOf(mail(1));
  if (stored === null || value === undefined) throw new Error("Not valued");
  expect(await valuation.explain(stored, value)).toMatchObject({
    isAsValued: true,
    lines: [
      { typeId: rifter, flag: null, total: 1000_00 },
      {
        typeId: gun,
        flag: 11,
        quantityDropped: 1,
        unitPrice: 1_00,
        total: 1_00,
        explanation: { rule: "market", fromDay: "2026-06-01" },
      },
    ],
  });
  site.setPrices(hullAt(2000));
  expect(await valuation.explain(stored, value)).toMatchObject({
    isAsValued: false,
    note: expect.stringContaining("changed since") as string,
  });
});
