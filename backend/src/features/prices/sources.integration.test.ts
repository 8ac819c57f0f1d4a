import { type Simulator, startSimulator } from "@killreport/simulator";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "vitest";
import { storeKillmails } from "../../../../tests/support/store-killmails.ts";
import { createMovableClock } from "../../kernel/index.ts";
import type { EsiKillmail } from "../killmails/index.ts";
import { dayName, dayOf, type PriceSource } from "./index.ts";
import { openPricesSite } from "./test-support/prices-site.ts";

type Site = Awaited<ReturnType<typeof openPricesSite>>;
let simulator: Simulator;
const clock = createMovableClock({
  now: () => new Date("2026-11-21T12:30:00Z"),
});
let site: Site;
const open = async (...sources: PriceSource[]) => {
  site = await openPricesSite({ sources, simulator, clock });
};
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, clock, liveKillsEveryMs: 0 });
});
afterAll(() => simulator.stop());
afterEach(async () => {
  await site.close();
  // Whatever a test has done to the clock: the next one's budget and caches are other ones'.
  clock.advance(86_400_000 - (clock.now().getTime() % 86_400_000) + noon);
  simulator.faults.clear();
  simulator.forgetRequests();
});

const noon = 12.5 * 3_600_000;
const today = () => dayOf(site.clock.now());
const bookOf = (...typeIds: number[]) =>
  site.prices.book(typeIds, today() - 40, today());

const rifter = 587;
const tritanium = 34;
const capsule = 670;
/** Nobody has ever heard of it. */
const noType = 99_999;

/** A mail of these types, lost on the day. */
async function lose(
  types: readonly number[],
  {
    killmailId = 1_000,
    time = clock.now().toISOString().replace(/\.\d+/, ""),
    singleton = 0,
  } = {},
) {
  const [hull = rifter, ...items] = types;
  const mail: EsiKillmail = {
    killmail_id: killmailId,
    killmail_time: time,
    solar_system_id: 30_002_813,
    victim: {
      corporation_id: 98_000_001,
      damage_taken: 1,
      ship_type_id: hull,
      items: items.map((item_type_id) => ({
        item_type_id,
        flag: 5,
        singleton,
        quantity_dropped: 1,
      })),
    },
    attackers: [
      {
        damage_done: 1,
        final_blow: true,
        security_status: 0,
        ship_type_id: 17_812,
      },
    ],
  };
  await storeKillmails(site, [mail]);
}
const historiesAsked = () =>
  site.simulator
    .requests()
    .filter(({ path }) => path.endsWith("/history"))
    .map(({ query }) => Number(query["type_id"]));

describe("ESI's history", () => {
  beforeEach(() => open("esi-history"));

  it("is asked once for each type a mail needs, and not for what attackers flew", async () => {
    await lose([rifter, tritanium, tritanium]);
    await site.work();
    expect(historiesAsked().sort()).toEqual([tritanium, rifter]);
    const book = await bookOf(rifter, tritanium);
    expect(book.daily(tritanium).length).toBeGreaterThan(2);
    expect(book.daily(rifter).at(-1)?.day).toBeLessThan(today());
    await lose([rifter, tritanium], { killmailId: 1_001 });
    await site.work();
    expect(historiesAsked()).toHaveLength(2);
  });

  it("tells whoever values by it, type by type", async () => {
    await lose([rifter]);
    await site.work();
    expect(site.heard()).toMatchObject([{ typeIds: [rifter] }]);
  });

  it("is not asked for blueprint copies, nor for mails older than it reaches", async () => {
    await lose([rifter, tritanium], { singleton: 2 });
    await lose([17_812], { killmailId: 7, time: "2021-11-21T10:00:00Z" });
    await site.work();
    expect(historiesAsked()).toEqual([rifter]);
  });

  it("a type without a market is asked for once, and again after a month", async () => {
    await lose([rifter, noType, capsule]);
    await site.work();
    expect(historiesAsked().sort((a, b) => a - b)).toEqual([
      rifter,
      capsule,
      noType,
    ]);
    site.clock.advance(2 * 86_400_000);
    await lose([capsule, noType], { killmailId: 1_001 });
    await site.work();
    expect(historiesAsked()).toHaveLength(3);
    site.clock.advance(30 * 86_400_000);
    await lose([capsule], { killmailId: 1_002 });
    await site.work();
    expect(historiesAsked()).toHaveLength(4);
  });

  it("types without a market, however many, never come near ESI's error limit", async () => {
    await lose([rifter, ...Array.from({ length: 300 }, (_, i) => noType + i)]);
    for (let minute = 0; minute < 60; minute++) {
      await site.work();
      site.clock.advance(60_000);
    }
    expect(historiesAsked()).toHaveLength(301);
    const perMinute = new Map<string, number>();
    for (const { status, time } of site.simulator.requests())
      if (status >= 400)
        perMinute.set(
          time.slice(0, 16),
          (perMinute.get(time.slice(0, 16)) ?? 0) + 1,
        );
    expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(20);
    expect(site.simulator.requestTotals().byStatus).not.toHaveProperty("420");
  });

  it("nonsense is refused and counted, the rest kept", async () => {
    const ago = (days: number) => dayName(today() - days);
    const days = [
      { date: ago(3), average: 1e30 },
      { date: ago(2), average: 0 },
      { date: ago(1), average: "NaN" },
      { date: ago(-30), average: 5 },
      { date: ago(4), average: 5.5 },
      { date: null, average: 7 },
    ];
    site.replaceEsi({
      marketHistory: () => Promise.resolve(answerOf(days)),
    });
    await lose([rifter]);
    await site.work();
    const book = await bookOf(rifter);
    expect(book.daily(rifter).map(({ average }) => average)).toEqual([550]);
  });

  it("goes on with the types that are left after it was away", async () => {
    site.simulator.faults.add({
      service: "esi",
      path: "/history",
      status: 503,
      skip: 1,
      count: 1,
    });
    await lose([rifter, tritanium]);
    await expect(site.work()).rejects.toThrow("503");
    expect(historiesAsked()).toHaveLength(2);
    site.clock.advance(10 * 60_000);
    await site.work();
    const asked = historiesAsked();
    expect(new Set(asked)).toEqual(new Set([rifter, tritanium]));
    expect(asked).toHaveLength(3);
  });
});

function answerOf<Body>(body: Body) {
  return {
    status: 200 as const,
    body,
    pages: 1,
    etag: null,
    expiresAt: null,
    lastModified: null,
  };
}

describe("ESI's prices", () => {
  it("are asked for once a day, for one call", async () => {
    await open("esi-adjusted", "esi-average");
    for (const [day, calls] of [1, 2].entries()) {
      expect(await site.prices.queueDue(site.clock.now())).toBe(1);
      expect(await site.prices.queueDue(site.clock.now())).toBe(0);
      await site.work();
      const asked = site.simulator
        .requests()
        .filter(({ path }) => path.endsWith("/markets/prices"));
      // The handler runs twice in tests: the second time ESI has nothing new, which costs nothing.
      expect(asked.filter(({ status }) => status === 200)).toHaveLength(calls);
      const found = (await bookOf(tritanium)).fallbacks(tritanium, today());
      expect(found.map(({ source }) => source)).toEqual([
        "esi-adjusted",
        "esi-average",
      ]);
      expect(found[0]?.day).toBe(today());
      expect(day).toBeLessThan(2);
      site.clock.advance(24 * 3_600_000);
    }
  });

  it("a source that is not wanted is neither asked nor believed", async () => {
    await open("esi-average");
    await site.prices.queueDue(site.clock.now());
    await site.work();
    const { rows } = await site.database.pool.query<{ source: number }>(
      "SELECT DISTINCT source FROM price_blocks",
    );
    expect(rows).toEqual([{ source: 2 }]);
  });

  it("of a day nothing was asked on, the day before holds; before the first, the first after", async () => {
    await open("esi-average");
    const first = today();
    for (const average_price of [5, 6]) {
      site.replaceEsi({
        marketPrices: () =>
          Promise.resolve(answerOf([{ type_id: tritanium, average_price }])),
      });
      await site.prices.queueDue(site.clock.now());
      await site.work();
      site.clock.advance(40 * 86_400_000);
    }
    // A book of its own, and one that other days share, say the same.
    const shared = await site.prices.book(
      [tritanium],
      first - 100,
      first + 400,
    );
    const on = async (day: number) => {
      const own = await site.prices.book([tritanium], day - 40, day);
      const said = own.fallbacks(tritanium, day);
      expect(shared.fallbacks(tritanium, day)).toEqual(said);
      return said;
    };
    const one = { source: "esi-average", day: first, price: 500 };
    const other = { source: "esi-average", day: first + 40, price: 600 };
    expect(await on(first - 100)).toEqual([one]);
    expect(await on(first)).toEqual([one]);
    expect(await on(first + 39)).toEqual([one]);
    expect(await on(first + 40)).toEqual([other]);
    expect(await on(first + 400)).toEqual([other]);
  });

  it("the first word on a type concerns all days before, later ones do not", async () => {
    await open("esi-average");
    const say = async (...prices: [number, number][]) => {
      site.replaceEsi({
        marketPrices: () =>
          Promise.resolve(
            answerOf(
              prices.map(([type_id, average_price]) => ({
                type_id,
                average_price,
              })),
            ),
          ),
      });
      const before = site.heard().length;
      await site.prices.queueDue(site.clock.now());
      await site.work();
      site.clock.advance(86_400_000);
      return site.heard().slice(before);
    };
    const ofAll = { fromDay: 0, typeIds: [] };
    expect(await say([tritanium, 5])).toMatchObject([
      { typeIds: [tritanium] },
      ofAll,
    ]);
    expect(await say([tritanium, 6])).toMatchObject([{ typeIds: [tritanium] }]);
    expect(await say([tritanium, 7], [rifter, 8])).toMatchObject([
      { typeIds: [tritanium, rifter] },
      ofAll,
    ]);
  });

  it("nonsense is refused, the rest kept", async () => {
    await open("esi-average", "esi-adjusted");
    site.replaceEsi({
      marketPrices: () =>
        Promise.resolve(
          answerOf([
            { type_id: 1, average_price: 1e30, adjusted_price: 3 },
            { type_id: 2, average_price: -1 },
            { type_id: "x", average_price: 1 },
            { type_id: 3e10, average_price: 1 },
            { type_id: 4, adjusted_price: 0, average_price: 2 },
          ]),
        ),
    });
    await site.prices.queueDue(site.clock.now());
    await site.work();
    const book = await bookOf(1, 2, 3, 4);
    const day = today();
    expect([1, 2, 3, 4].map((typeId) => book.fallbacks(typeId, day))).toEqual([
      [{ source: "esi-adjusted", day, price: 300 }],
      [],
      [],
      [{ source: "esi-average", day, price: 200 }],
    ]);
  });
});

describe("appraisers", () => {
  it("Janice is asked for what no market has, a hundred at a time, two seconds apart", async () => {
    await open("janice");
    await lose(Array.from({ length: 250 }, (_, i) => noType + i));
    await lose([rifter, capsule], { killmailId: 1_001 });
    for (let turn = 0; turn < 6; turn++) {
      await site.work();
      site.clock.advance(2_000);
    }
    const asked = site.simulator
      .requests()
      .filter(({ service }) => service === "janice");
    expect(asked.every(({ status }) => status === 200)).toBe(true);
    const found = (await bookOf(rifter)).fallbacks(rifter, today());
    expect(found).toMatchObject([{ source: "janice", day: today() }]);
    const calls = asked.length;
    await lose([rifter], { killmailId: 1_002 });
    await site.work();
    expect(site.asked("/janice/")).toBe(calls);
  });

  it("a key that Janice refuses loses nothing", async () => {
    await open("janice");
    site.simulator.faults.add({ service: "janice", status: 403 });
    await lose([rifter]);
    await expect(site.work()).rejects.toThrow("does not let this site in");
    site.clock.advance(3_600_000);
    await site.work();
    expect((await bookOf(rifter)).fallbacks(rifter, today())).toHaveLength(1);
  });

  it("Mutamarket is asked for the types it appraises alone", async () => {
    await open("esi-history", "mutamarket");
    await lose([rifter, noType]);
    await site.work();
    expect(site.asked("/mutamarket/api/estimator-statistics")).toBe(1);
    expect(site.asked("/mutamarket/api/modules")).toBe(0);
  });

  it("what Mutamarket thinks of a type is the median of its modules", async () => {
    await open("mutamarket");
    site.replaceMutamarket({
      types: () => Promise.resolve([47_820, 47_408]),
      estimates: (typeId) =>
        Promise.resolve(
          typeId === 47_820 ? [3e8, null, 1e8, 1e30, 9e8, -1] : [],
        ),
    });
    await lose([47_820, 47_408, rifter]);
    for (let turn = 0; turn < 3; turn++) {
      await site.work();
      site.clock.advance(1_000);
    }
    const book = await bookOf(47_820, 47_408);
    expect(book.fallbacks(47_820, today())).toEqual([
      { source: "mutamarket", day: today(), price: 3e10 },
    ]);
    expect(book.fallbacks(47_408, today())).toEqual([]);
  });
});

describe("prices of the site's own", () => {
  const reason = "price of the contracts";
  beforeEach(() => open());

  it("hold from their day on, are replaced and taken back, and are told of", async () => {
    await site.prices.setCustom([
      { typeId: 11_567, fromDay: null, price: 100, reason },
      { typeId: 11_567, fromDay: today() - 3, price: 200, reason },
      { typeId: 11_567, fromDay: today() - 9, price: 300, reason },
    ]);
    await site.prices.setCustom([
      { typeId: 11_567, fromDay: null, price: 150, reason },
    ]);
    expect((await bookOf(11_567)).custom(11_567)).toEqual([
      { fromDay: null, price: 150, reason },
      { fromDay: today() - 9, price: 300, reason },
      { fromDay: today() - 3, price: 200, reason },
    ]);
    expect(await site.prices.removeCustom(11_567, null)).toBe(1);
    expect(await site.prices.removeCustom(11_567, today() - 4)).toBe(0);
    expect(await site.prices.removeCustom(11_567)).toBe(2);
    expect((await bookOf(11_567)).custom(11_567)).toEqual([]);
    await site.work();
    expect(site.heard()).toContainEqual({
      fromDay: today() - 9,
      toDay: today(),
      typeIds: [11_567],
    });
  });

  it("are refused when they can be none", async () => {
    for (const price of [0, -5, 0.5, 1e15 + 1, NaN]) {
      const set = [{ typeId: 1, fromDay: null, price, reason }];
      await expect(site.prices.setCustom(set)).rejects.toMatchObject({
        code: "NO_PRICE",
      });
    }
  });

  it("need a reason", async () => {
    const set = [{ typeId: 1, fromDay: null, price: 1, reason: " " }];
    await expect(site.prices.setCustom(set)).rejects.toMatchObject({
      code: "NO_REASON",
    });
  });
});

it("says which sources it believes, in which order, and when they were asked", async () => {
  await open("janice", "esi-average", "everef");
  await site.prices.queueDue(site.clock.now());
  await site.work();
  const now = site.clock.now();
  expect(await site.prices.sources()).toMatchObject([
    { source: "everef", isFallback: false, lastAskedAt: now },
    { source: "janice", isFallback: true, lastAskedAt: null },
    { source: "esi-average", isFallback: true, lastAskedAt: now },
  ]);
});
