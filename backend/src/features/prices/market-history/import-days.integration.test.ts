import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isProgramHere } from "../../../../../tests/support/is-program-here.ts";
import { dayNamed } from "../index.ts";
import {
  historyHeader,
  openPricesSite,
  writeHistory,
} from "../test-support/prices-site.ts";

let site: Awaited<ReturnType<typeof openPricesSite>>;
beforeEach(async () => {
  site = await openPricesSite();
});
afterEach(() => site.close());

const day = (name: string) => dayNamed(name) ?? NaN;
const row = (
  average: string,
  date: string,
  typeId: number,
  { region = 10_000_002, told = "2026-01-01T11:05:00Z" } = {},
) => `${average},${date},9,1,5,50,${told},${region},${typeId}`;

async function daily(typeId: number, from: string, to = from) {
  const book = await site.prices.book([typeId], day(from), day(to));
  return book.daily(typeId).map((one) => one.average);
}
const stored = async () => {
  const { rows } = await site.database.pool.query<{ type_id: number }>(
    "SELECT * FROM price_blocks ORDER BY source, type_id, block",
  );
  return rows;
};

describe("from EVE Ref", () => {
  const days = { from: "2026-10-28", to: "2026-11-20" };

  it("brings every type The Forge traded, and only once", async () => {
    const report = await site.prices.importDays(days);
    expect(report).toMatchObject({ imported: 24, failed: 0, passedOver: 0 });
    const { rows } = await site.database.pool.query<{ types: number }>(
      "SELECT count(DISTINCT type_id)::int AS types FROM price_blocks",
    );
    expect(rows[0]?.types).toBeGreaterThan(100);
    const known = await daily(34, days.from, days.to);
    expect(known.length).toBeGreaterThan(2);

    const before = await stored();
    const asked = site.asked("/market-history/2026/");
    expect(await site.prices.importDays(days)).toMatchObject({
      imported: 0,
      passedOver: 24,
    });
    expect(site.asked("/market-history/2026/")).toBe(asked);
    await site.prices.importDays(days, { isForced: true });
    expect(await stored()).toEqual(before);
  });

  it("goes on where it was broken off", async () => {
    const stopping = new AbortController();
    const stopped = site.prices.importDays(days, {
      signal: stopping.signal,
      // The block of 32 days that ends on 2026-11-13 is under way.
      onProgress: ({ done }) => {
        if (done === 5) stopping.abort();
      },
    });
    await expect(stopped).rejects.toThrow();
    const begun = await stored();
    expect(begun.length).toBeGreaterThan(0);
    const report = await site.prices.importDays(days);
    expect(report.passedOver).toBeGreaterThanOrEqual(5);
    expect(report.imported + report.passedOver).toBe(24);

    const whole = await stored();
    await site.prices.importDays(days, { isForced: true });
    expect(await stored()).toEqual(whole);
  });

  it("a file that does not come fails alone, and is brought later", async () => {
    site.simulator.faults.add({
      service: "everef",
      path: "market-history-2026-11-02.csv.bz2",
      status: 503,
      count: 4,
    });
    expect(await site.prices.importDays(days)).toMatchObject({
      imported: 23,
      failed: 1,
      complaints: [expect.stringMatching(/2026-11-02 .*503/) as string],
    });
    expect(await site.prices.importDays(days)).toMatchObject({
      imported: 1,
      failed: 0,
      passedOver: 23,
    });
  });

  it("when several in a row do not come, it keeps what was read and stops with a sentence, and gets the rest later", async () => {
    site.simulator.faults.add({
      service: "everef",
      path: "market-history-2026-11-",
      status: 503,
      count: 1_000,
    });
    await expect(site.prices.importDays(days)).rejects.toThrow(
      /days in a row.*2026-11-03.*503/,
    );
    expect(site.asked("market-history-2026-11-")).toBeLessThan(5 * 4);
    site.simulator.faults.clear();
    expect(await site.prices.importDays(days)).toMatchObject({
      imported: 20,
      failed: 0,
      passedOver: 4,
    });
  });

  it("fetches a damaged file anew", async () => {
    site.simulator.faults.add({
      service: "everef",
      path: "market-history-2026-11-02.csv.bz2",
      damage: true,
    });
    expect(await site.prices.importDays(days)).toMatchObject({
      imported: 24,
      failed: 0,
    });
    expect(site.asked("market-history-2026-11-02.csv.bz2")).toBe(2);
  });

  it("the last weeks are kept up by themselves, with what was rewritten", async () => {
    expect(await site.prices.queueDue(site.clock.now())).toBe(1);
    expect(await site.prices.queueDue(site.clock.now())).toBe(0);
    await site.work();
    expect(site.asked("/market-history/2026/")).toBe(40);
    expect(
      (await daily(34, "2026-10-01", "2026-11-21")).length,
    ).toBeGreaterThan(3);
    site.clock.advance(24 * 3_600_000);
    expect(await site.prices.queueDue(site.clock.now())).toBe(1);
    await site.work();
    expect(site.asked("/market-history/2026/")).toBe(41);
    expect(site.asked("market-history-2026-11-21")).toBe(1);
  });
});

describe.skipIf(!isProgramHere("bzip2"))("from a folder", () => {
  const import_ = (files: Record<string, string[]>, isForced = false) =>
    site.prices.importDays(
      { from: "2007-12-05", to: "2026-11-20" },
      {
        isForced,
        folder: writeHistory(join(site.folder, "files"), files),
      },
    );

  it("finds columns by their names, whatever their order", async () => {
    await import_({
      "2021-11-27": [
        "type_id,volume,region_id,date,something_new,average",
        "587,5,10000002,2021-11-27,x,450000.37",
      ],
    });
    expect(await daily(587, "2021-11-27")).toEqual([45_000_037]);
  });

  it("refuses nonsense, and says how much of it there was", async () => {
    const date = "2021-11-27";
    const report = await import_({
      [date]: [
        historyHeader,
        row("10", date, 34),
        row("1e30", date, 35),
        row("0", date, 36),
        row("-3.5", date, 37),
        row("NaN", date, 38),
        row("", date, 39),
        row("7", "2021-11-26", 40),
        row("7", date, 41, { region: 10_000_043 }),
        row("7", date, -1),
        row("7", "", 42),
        "7,2021-11-27,10000002",
      ],
    });
    const refused = {
      "above all reason": 1,
      "not above zero": 2,
      "no number": 2,
      "of another day": 2,
      unreadable: 1,
    };
    expect(report).toMatchObject({ imported: 1, prices: 1 });
    expect(Object.fromEntries(report.refusals)).toEqual(refused);
    expect(site.warnings).toEqual([{ day: date, refused }]);
    expect((await stored()).map(({ type_id }) => type_id)).toEqual([34]);
  });

  it("a file that is none fails alone", async () => {
    writeHistory(join(site.folder, "files"), {
      "2021-11-27": ["<html>Not found</html>"],
      "2021-11-28": [historyHeader, row("10", "2021-11-28", 34)],
    });
    writeFileSync(
      join(site.folder, "files", "market-history-2021-11-29.csv.bz2"),
      "no archive",
    );
    const report = await import_({});
    expect(report).toMatchObject({ imported: 1, failed: 2 });
    expect(report.complaints.join("\n")).toContain("no column average");
    expect(report.complaints.join("\n")).toContain("damaged");
    expect(await daily(34, "2021-11-28")).toEqual([1_000]);
  });

  it("of two files of a day the newer one stays, in whatever order they come", async () => {
    const date = "2021-11-27";
    const older = [historyHeader, row("10", date, 34), row("5", date, 35)];
    const newer = [
      historyHeader,
      row("12", date, 34, { told: "2026-01-03T11:05:00Z" }),
    ];
    await import_({ [date]: older });
    expect(await daily(34, date)).toEqual([1_000]);
    await import_({ [date]: newer }, true);
    expect(await daily(34, date)).toEqual([1_200]);
    expect(await daily(35, date)).toEqual([500]);
    expect(await import_({ [date]: older }, true)).toMatchObject({
      imported: 0,
      outdated: 1,
    });
    expect(await daily(34, date)).toEqual([1_200]);
  });

  it("tells whoever values by them, when prices are new or others than before", async () => {
    const files = {
      "2021-11-27": [historyHeader, row("10", "2021-11-27", 34)],
      "2021-11-28": [
        historyHeader,
        row("11", "2021-11-28", 34),
        row("11", "2021-11-28", 35),
      ],
    };
    await import_(files);
    await site.work();
    const told = { fromDay: day("2021-11-27"), toDay: day("2021-11-28") };
    expect(site.heard()).toEqual([{ ...told, typeIds: [34, 35] }]);
    await import_(files, true);
    await site.work();
    expect(site.heard()).toHaveLength(1);
    await import_(
      { ...files, "2021-11-28": [historyHeader, row("12", "2021-11-28", 34)] },
      true,
    );
    await site.work();
    expect(site.heard().slice(1)).toEqual([{ ...told, typeIds: [34] }]);
  });

  it("two imports at once of neighbouring days lose nothing", async () => {
    const files = (name: string, date: string, average: string) =>
      writeHistory(join(site.folder, name), {
        [date]: [
          historyHeader,
          ...Array.from({ length: 50 }, (_, i) => row(average, date, i + 1)),
        ],
      });
    const all = { from: "2007-12-05", to: "2026-11-20" };
    await Promise.all(
      ["20", "21", "22", "23"].map((one) =>
        site.prices.importDays(all, {
          folder: files(one, `2021-11-${one}`, one),
        }),
      ),
    );
    expect(await daily(50, "2021-11-01", "2021-11-30")).toEqual([
      2_000, 2_100, 2_200, 2_300,
    ]);
  });
});
