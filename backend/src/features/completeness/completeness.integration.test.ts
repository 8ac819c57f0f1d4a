import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { workOff } from "../../../../tests/support/work-off.ts";
import {
  anonymous,
  type GrantId,
  id,
  UnavailableError,
} from "../../kernel/index.ts";
import { R2z2Error } from "../../platform/zkillboard/index.ts";
import type { Reference } from "../killmails/index.ts";
import type { Completeness } from "./completeness.ts";
import { daysBetween } from "./days-between.ts";
import {
  type CompletenessSite,
  openCompletenessSite,
} from "./test-support/completeness-site.ts";

vi.setConfig({ testTimeout: 120_000 });

let site: CompletenessSite;
beforeEach(async () => {
  site = await openCompletenessSite();
});
afterEach(async () => {
  expect(site.leftovers()).toEqual([]);
  await site.close();
});

const day = "2021-05-04";

async function compare(
  completeness: Completeness = site.open(),
  isFixing = false,
) {
  const {
    days: [found],
  } = await completeness.compare({ from: day, to: day }, { isFixing });
  if (found === undefined) throw new Error("no day was compared");
  // What is shown is what is kept.
  expect(await completeness.days({ from: day, to: day })).toEqual([found]);
  return found;
}

const isSeen = async ({ killmailId }: Reference) =>
  (await site.killmails.byId(anonymous, killmailId)) !== null;

/** Somebody whose list shows them, who keeps them private; they are stored. */
async function holdPrivately(references: readonly Reference[]) {
  const { database, killmails } = site;
  const now = site.clock.now();
  const account = await database.prisma.account.create({
    data: { createdAt: now },
  });
  const grant = await database.prisma.grant.create({
    data: {
      accountId: account.id,
      characterId: 2110000001,
      ownerHash: "owner",
      grantedAt: now,
    },
  });
  await database.transaction((tx) =>
    killmails.record(tx, {
      references,
      source: "character",
      grantId: id<GrantId>(grant.id),
      priority: "live",
    }),
  );
  await site.fetchAll();
}

const gone = () =>
  Promise.reject(new R2z2Error("away", "/history/totals.json: no answer"));
const away = () =>
  Promise.reject(new UnavailableError("totals.json can not be read"));

describe("a day", () => {
  test("that is complete is found so by totals alone", async () => {
    await site.hold(await site.happened(day, 5));
    site.simulator.forgetRequests();
    expect(await compare()).toMatchObject({
      zkillboard: 5,
      everef: 5,
      have: 5,
      missing: 0,
      rejected: 0,
      expired: 0,
      message: null,
    });
    expect(site.asked("r2z2")).toEqual(["/history/totals.json"]);
    expect(site.asked("everef")).toEqual(["/killmails/totals.json"]);
  });

  test("with gaps says so, and when told to has them fetched from ESI", async () => {
    const mails = await site.happened(day, 8);
    await site.hold(mails.slice(3));
    expect(await compare()).toMatchObject({ have: 5, missing: 3 });
    expect(await site.fetchAll()).toBe(0);

    const ordered = await compare(site.open(), true);
    expect(ordered).toMatchObject({
      have: 5,
      missing: 3,
      message: "3 killmails wait to be fetched from ESI.",
    });
    const orders = await site.database.prisma.outbox.findMany();
    expect(orders).toHaveLength(3);
    // Doing it again orders nothing more.
    await compare(site.open(), true);
    expect(await site.database.prisma.outbox.count()).toBe(3);

    expect(await site.fetchAll()).toBe(3);
    expect(await compare()).toMatchObject({
      have: 8,
      missing: 0,
      message: null,
    });
  });

  test("with many gaps takes the bodies from where they are listed", async () => {
    const mails = await site.happened(day, 70);
    await site.hold(mails.slice(60));
    site.simulator.forgetRequests();
    expect(await compare(site.open(), true)).toMatchObject({
      have: 70,
      missing: 0,
      message: null,
    });
    expect(site.asked("esi")).toEqual([]);

    // And from zKillboard's raw day where EVE Ref has none of them.
    const more = await site.happened("2021-05-05", 60);
    const {
      days: [found],
    } = await site
      .open({ everef: { totals: away } })
      .compare({ from: "2021-05-05", to: "2021-05-05" }, { isFixing: true });
    expect(found).toMatchObject({ have: more.length, missing: 0 });
    expect(site.asked("esi")).toEqual([]);
  });

  test("should have what any of the sources lists", async () => {
    const mails = await site.happened(day, 6);
    const [first, second] = mails;
    await site.hold(mails.slice(2));
    const without = (
      map: ReadonlyMap<number, string> | null,
      one: Reference | undefined,
    ) => new Map([...(map ?? [])].filter(([key]) => key !== one?.killmailId));
    const completeness = site.open({
      r2z2: {
        totals: () => Promise.resolve(new Map([[day, 5]])),
        historyDay: async (asked) =>
          without(await site.r2z2.historyDay(asked), first),
      },
      // Has the first, and lists no second one.
      everef: { totals: () => Promise.resolve(new Map([[day, 6]])) },
    });
    expect(await compare(completeness)).toMatchObject({
      zkillboard: 5,
      everef: 6,
      have: 4,
      missing: 2,
    });
    await compare(completeness, true);
    const ledger = await site.database.prisma.killmailReference.findMany({
      where: { state: "pending" },
      orderBy: { killmailId: "asc" },
    });
    expect(
      ledger.map(({ killmailId, firstSource }) => [killmailId, firstSource]),
    ).toEqual([
      [first?.killmailId, "everef"],
      [second?.killmailId, "zkillboard"],
    ]);
  });

  test("tells what ESI refuses from what retention has removed", async () => {
    const mails = await site.happened(day, 6);
    await site.hold(mails.slice(0, 4));
    const [, , , kept, refused] = mails;
    // Its hash is another one now, at ESI alone.
    const wrong = "f".repeat(40);
    const completeness = site.open({
      everef: { totals: away },
      r2z2: {
        historyDay: async (asked) =>
          new Map(await site.r2z2.historyDay(asked)).set(
            Number(refused?.killmailId),
            wrong,
          ),
      },
    });
    await compare(completeness, true);
    await site.fetchAll();
    await site.database.pool.query(
      "UPDATE killmail_references SET state = 'expired' WHERE killmail_id = $1",
      [kept?.killmailId],
    );
    await site.database.pool.query(
      "DELETE FROM killmails WHERE killmail_id = $1",
      [kept?.killmailId],
    );
    expect(await compare(completeness)).toMatchObject({
      have: 4,
      missing: 0,
      rejected: 1,
      expired: 1,
    });
  });

  test("whose mails are gone from the tables, whatever the ledger says, gets them again", async () => {
    const mails = await site.happened(day, 6);
    await site.hold(mails);
    const ids = mails.slice(0, 3).map(({ killmailId }) => killmailId);
    for (const table of ["killmails", "killmail_involvements"])
      await site.database.pool.query(
        `DELETE FROM ${table} WHERE killmail_id = ANY($1)`,
        [ids],
      );
    expect(await compare()).toMatchObject({
      have: 3,
      missing: 3,
      message:
        "3 killmails should be here and are not: npm run verify says more.",
    });
    await compare(site.open(), true);
    expect(await site.fetchAll()).toBe(3);
    expect(await compare()).toMatchObject({ have: 6, missing: 0 });
  });

  test("of private mails nothing shows: they count like mails that are not here, and become public when a source is believed", async () => {
    const mails = await site.happened(day, 5);
    const [held, unheld] = mails;
    if (held === undefined || unheld === undefined) throw new Error("no mails");
    await site.hold(mails.slice(2));
    const before = await compare();
    await holdPrivately([held]);
    expect({ ...(await compare()), checkedAt: before.checkedAt }).toEqual(
      before,
    );
    expect(before).toMatchObject({ have: 3, missing: 2 });
    expect(await isSeen(held)).toBe(false);

    expect(await compare(site.open(), true)).toMatchObject({
      have: 4,
      missing: 1,
    });
    expect(await isSeen(held)).toBe(true);
    await site.fetchAll();
    expect(await isSeen(unheld)).toBe(true);
  });
});

describe("a source", () => {
  test("that lists what no ledger can hold is compared all the same: that mail counts as rejected", async () => {
    const mails = await site.happened(day, 5);
    await site.hold(mails.slice(0, 3));
    const completeness = site.open({
      r2z2: {
        totals: async () => new Map(await site.r2z2.totals()).set(day, 6),
        historyDay: async (asked) =>
          new Map(await site.r2z2.historyDay(asked)).set(
            3_000_000_000,
            "a".repeat(40),
          ),
      },
    });
    expect(await compare(completeness)).toMatchObject({
      zkillboard: 6,
      everef: 5,
      have: 3,
      missing: 2,
      rejected: 1,
      message: null,
    });
    await compare(completeness, true);
    expect(await site.fetchAll()).toBe(2);
    expect(await compare(completeness)).toMatchObject({
      have: 5,
      missing: 0,
      rejected: 1,
    });
  });

  test("that is away has no number, and what the other lists is missing all the same", async () => {
    const mails = await site.happened(day, 4);
    await site.hold(mails.slice(1));
    expect(
      await compare(site.open({ everef: { totals: away } })),
    ).toMatchObject({
      zkillboard: 4,
      everef: null,
      have: 3,
      missing: 1,
      message: "EVE Ref does not answer: totals.json can not be read.",
    });
  });

  test("that is away leaves its last word standing", async () => {
    const mails = await site.happened(day, 4);
    await site.hold(mails.slice(1));
    expect(await compare()).toMatchObject({ missing: 1 });
    expect(
      await compare(
        site.open({ everef: { totals: away }, r2z2: { totals: gone } }),
      ),
    ).toMatchObject({
      zkillboard: 4,
      everef: 4,
      have: 3,
      missing: 1,
      message:
        "zKillboard does not answer: /history/totals.json: no answer. EVE Ref does not answer: totals.json can not be read.",
    });
  });

  test("both away for the first time say nothing, not 0", async () => {
    expect(
      await compare(
        site.open({ everef: { totals: away }, r2z2: { totals: gone } }),
      ),
    ).toMatchObject({ zkillboard: null, everef: null, have: 0, missing: 0 });
  });

  test("whose list can not be read is believed by its total", async () => {
    const mails = await site.happened(day, 4);
    await site.hold(mails.slice(3));
    for (const service of ["r2z2", "everef"] as const)
      site.simulator.faults.add({
        service,
        path: service === "r2z2" ? "/history/20210504" : "killmails-2021",
        status: 503,
        count: 100,
      });
    const found = await compare(site.open(), true);
    expect(found).toMatchObject({ have: 1, missing: 3 });
    expect(found.message).toContain("zKillboard does not answer");
    expect(found.message).toContain("EVE Ref does not answer");
  });

  test("whose files are rewritten while they are read is read again", async () => {
    const mails = await site.happened(day, 4);
    await site.hold(mails.slice(1));
    site.simulator.faults.add({
      service: "r2z2",
      path: "/history/20210504",
      truncate: true,
    });
    site.simulator.faults.add({
      service: "everef",
      path: "killmails-2021",
      rewrite: true,
      drop: "midway",
    });
    expect(await compare()).toMatchObject({
      have: 3,
      missing: 1,
      message: null,
    });
  });

  test("whose archive is damaged is asked for another one", async () => {
    const mails = await site.happened(day, 60);
    await site.hold(mails.slice(1));
    site.simulator.faults.add({
      service: "everef",
      path: "killmails-2021",
      damage: true,
    });
    expect(await compare(site.open({ r2z2: { totals: gone } }))).toMatchObject({
      everef: 60,
      missing: 1,
    });
  });

  test("whose archive stays damaged is believed by its total, and no path of this machine is told", async () => {
    const mails = await site.happened(day, 60);
    await site.hold(mails.slice(1));
    site.simulator.faults.add({
      service: "everef",
      path: "killmails-2021",
      damage: true,
      count: 100,
    });
    expect(await compare()).toMatchObject({
      have: 59,
      missing: 1,
      message: "EVE Ref does not answer: its archive of the day is damaged.",
    });
  });

  test("that lists another number than it counts is told of", async () => {
    const mails = await site.happened(day, 4);
    await site.hold(mails.slice(1));
    const found = await compare(
      site.open({
        r2z2: { totals: () => Promise.resolve(new Map([[day, 5]])) },
      }),
    );
    expect(found).toMatchObject({
      zkillboard: 5,
      missing: 1,
      message:
        "zKillboard counts 5 killmails and lists 4: its files are being rewritten, or disagree.",
    });
  });

  test("whose body disagrees with its hash is not believed: ESI gives the mail", async () => {
    const mails = await site.happened(day, 60);
    site.simulator.faults.add({
      service: "everef",
      path: "killmails-2021",
      forge: "hash",
    });
    const completeness = site.open({ r2z2: { totals: gone } });
    expect(await compare(completeness, true)).toMatchObject({
      have: 59,
      missing: 1,
    });
    expect(await site.fetchAll()).toBe(1);
    expect(await compare(completeness)).toMatchObject({
      have: mails.length,
      missing: 0,
    });
  });
});

test("what a killed comparison left behind goes with the next one, what another process uses stays", async () => {
  const hourMs = 3_600_000;
  await site.hold((await site.happened(day, 4)).slice(1));
  const folder = join(site.dataDir, "everef-compared");
  const leave = (name: string, hours: number, part = hours) => {
    const at = (ago: number) => new Date(Date.now() - ago * hourMs);
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "half"), "BZh9");
    utimesSync(join(folder, name, "half"), at(part), at(part));
    utimesSync(join(folder, name), at(hours), at(hours));
  };
  leave("killed", 7);
  leave("under-way", 1);
  leave("slowly-loading", 7, 1);
  expect(await compare()).toMatchObject({ missing: 1 });
  expect(readdirSync(folder).sort()).toEqual(["slowly-loading", "under-way"]);
});

describe("by night", () => {
  const work = (completeness: Completeness) =>
    workOff(site.database, site.clock, completeness.implementations, [
      "compare-public-days",
      "compare-public-day",
    ]);
  const night = async (completeness: Completeness = site.open()) => {
    await completeness.queueDue(site.clock.now());
    await work(completeness);
  };

  test("one order is given a day, after the files were made, and none where the feed is off", async () => {
    const completeness = site.open();
    const at = (time: string) =>
      completeness.queueDue(new Date(`2026-11-26T${time}Z`));
    expect(await site.open({ isOn: false }).queueDue(new Date())).toBe(0);
    expect(await at("07:31:00")).toBe(1);
    expect(await at("07:32:00")).toBe(0);
    expect(await at("23:59:00")).toBe(0);
    const next = (time: string) =>
      completeness.queueDue(new Date(`2026-11-27T${time}Z`));
    expect(await next("07:29:00")).toBe(0);
    expect(await next("07:30:00")).toBe(1);
    expect(await site.database.prisma.outbox.count()).toBe(1);
  });

  test("gaps are filled, and looked at again an hour later", async () => {
    const mails = await site.happened(day, 8);
    await site.hold(mails.slice(3));
    const completeness = site.open();
    await night(completeness);
    const [found] = await completeness.days({ from: day, to: day });
    expect(found).toMatchObject({ have: 5, missing: 3 });
    expect(await site.fetchAll()).toBe(3);
    site.clock.advance(61 * 60_000);
    expect(await work(completeness)).toEqual(["compare-public-day"]);
    const [later] = await completeness.days({ from: day, to: day });
    expect(later).toMatchObject({ have: 8, missing: 0, message: null });
  });

  test("days that nobody has imported are noted and not fetched", async () => {
    const mails = await site.happened(day, 8);
    await site.hold(mails.slice(5));
    site.simulator.forgetRequests();
    const completeness = site.open();
    await night(completeness);
    const [found] = await completeness.days({ from: day, to: day });
    expect(found).toMatchObject({
      have: 3,
      missing: 5,
      message: `Most of this day is not here: npm run import:everef -- --from ${day} --to ${day} brings it.`,
    });
    expect(site.asked("r2z2")).toEqual(["/history/totals.json"]);
    expect(await site.fetchAll()).toBe(0);
  });

  test("a complete day is not looked at again until its totals change", async () => {
    await site.hold(await site.happened(day, 5));
    await night();
    const [first] = await site.open().days({ from: day, to: day });
    site.clock.advance(24 * 3_600_000);
    await night();
    expect(await site.open().days({ from: day, to: day })).toEqual([first]);

    // One that was posted late.
    await site.happened(day, 1);
    await night();
    expect(await site.open().days({ from: day, to: day })).toMatchObject([
      { zkillboard: 6, everef: 6, have: 5, missing: 1 },
    ]);
    expect(await site.fetchAll()).toBe(1);
  });

  test("of too many unfinished days those come first whose last look is the longest ago", async () => {
    const hourMs = 3_600_000;
    const days = daysBetween({ from: "2021-01-01", to: "2021-04-11" });
    expect(days).toHaveLength(101);
    const mails = await Promise.all(days.map((one) => site.happened(one, 1)));
    await site.hold(mails.flat());
    const checkedAt = (hours: number) =>
      new Date(site.clock.now().getTime() - hours * hourMs);
    const [oldest = "", , latest = ""] = days;
    await site.database.prisma.completenessDay.createMany({
      data: days.map((one) => ({
        day: new Date(one),
        have: 1,
        missing: one === oldest ? 1 : 0,
        rejected: 0,
        expired: 0,
        // All newer ones have something lasting to be said of them.
        checkedAt: checkedAt(one === oldest ? 48 : one === latest ? 1 : 24),
        message: one === oldest ? null : "zKillboard has no list of them.",
      })),
    });
    const two = new Map(days.map((one) => [one, 2]));
    const completeness = site.open({
      r2z2: { totals: () => Promise.resolve(two) },
      everef: { totals: () => Promise.resolve(new Map()) },
    });
    await completeness.queueDue(site.clock.now());
    await workOff(site.database, site.clock, completeness.implementations, [
      "compare-public-days",
    ]);
    const orders = await site.database.prisma.outbox.findMany({
      where: { task: "compare-public-day" },
    });
    const ordered = new Set(orders.map(({ key }) => key));
    expect(days.filter((one) => !ordered.has(one))).toEqual([latest]);
  });

  test("the years are added up", async () => {
    await site.hold(await site.happened(day, 5));
    await night();
    const years = await site.open().years();
    expect(years[0]).toMatchObject({
      year: 2021,
      days: 1,
      have: 5,
      missing: 0,
    });
  });
});
