import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { createSeedUniverse } from "../world/seed/seed-universe.ts";
import { esi, testSimulator } from "../testing/test-simulator.ts";
import { dailyPriceCents, marketTypes } from "./daily-price.ts";
import { unitPriceCents } from "./unit-price.ts";

const dayMs = 24 * 3_600_000;
const universe = createSeedUniverse(20_030_506);
const hasBzip2 = spawnSync("bzip2", ["--help"]).error === undefined;

interface Row {
  average: string;
  date: string;
  region_id: string;
  type_id: string;
}

function rowsOf(file: Buffer): Row[] {
  const text = execFileSync("bzip2", ["-dc"], { input: file }).toString();
  const [header = "", ...lines] = text.trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => {
    const fields = line.split(",");
    return Object.fromEntries(
      names.map((name, place) => [name, fields[place]]),
    ) as unknown as Row;
  });
}

describe("prices", () => {
  test("are the same for the same type and day, and swing around a steady one", () => {
    const types = marketTypes(universe);
    expect(types.length).toBeGreaterThan(100);
    for (const type of types.slice(0, 50)) {
      const prices = Array.from({ length: 400 }, (_, day) =>
        dailyPriceCents(universe, type, 20_000 + day),
      ).filter((price) => price !== undefined);
      expect(prices.length).toBeGreaterThan(10);
      expect(dailyPriceCents(universe, type, 20_007)).toBe(
        dailyPriceCents(universe, type, 20_007),
      );
      const sorted = prices.sort((a, b) => a - b);
      const [low = 0, high = 0] = [
        sorted[0],
        sorted[Math.floor(sorted.length * 0.9)],
      ];
      expect(high).toBeLessThanOrEqual(low * 1.2 + 2);
    }
  });

  test("zKillboard's is the mean of 34 days before the kill without two at each end, or the day's own", () => {
    const type = marketTypes(universe).find((one) =>
      Array.from({ length: 40 }, (_, back) =>
        dailyPriceCents(universe, one, 20_400 - back),
      ).every((price) => price !== undefined),
    );
    if (!type) throw new Error("no type is traded every day");
    const prices = Array.from({ length: 34 }, (_, back) =>
      Number(dailyPriceCents(universe, type, 20_400 - back)),
    );
    const own = prices[0] ?? 0;
    const middle = prices.sort((a, b) => a - b).slice(2, -2);
    const mean = Math.round(
      middle.reduce((sum, price) => sum + price, 0) / middle.length,
    );
    // Half past midnight of the next day is an hour back still that day.
    const killed = 20_401 * dayMs + 1_800_000;
    expect(unitPriceCents(universe, type.id, killed)).toBe(Math.min(mean, own));
  });

  test.skipIf(!hasBzip2)("EVE Ref, ESI and Janice tell the same", async () => {
    const simulator = await testSimulator();
    const day = "2026-11-20";
    const base = `${simulator.services.everef}/market-history`;
    const totals = (await (
      await fetch(`${base}/totals.json`)
    ).json()) as Record<string, number>;
    // The 20th's comes at noon of the 21st.
    expect(Object.keys(totals).at(-1)).toBe(day);
    const file = await fetch(`${base}/2026/market-history-${day}.csv.bz2`);
    const rows = rowsOf(Buffer.from(await file.arrayBuffer()));
    expect(rows).toHaveLength(totals[day] ?? 0);
    const forge = rows.filter(({ region_id }) => region_id === "10000002");
    expect(forge.length).toBeLessThan(rows.length);
    expect(forge.every(({ date }) => date === day)).toBe(true);
    for (const { type_id, average } of forge.slice(0, 5)) {
      const answer = await esi(
        simulator,
        `/markets/10000002/history?type_id=${type_id}`,
      );
      const days = (await answer.json()) as { date: string; average: number }[];
      expect(days.at(-1)).toMatchObject({
        date: day,
        average: Number(average),
      });
      expect(days.length).toBeGreaterThan(20);
    }
    const pricer = await fetch(
      `${simulator.services.janice}/api/rest/v2/pricer?market=2`,
      {
        method: "POST",
        headers: { "x-apikey": "any", "content-type": "text/plain" },
        body: `${forge[0]?.type_id ?? ""}\n99999`,
      },
    );
    expect(await pricer.json()).toHaveLength(1);
    const missing = await fetch(
      `${base}/2026/market-history-2026-11-21.csv.bz2`,
    );
    expect(missing.status).toBe(404);
  });

  test("what has no market has no history, and counts towards the error limit", async () => {
    const simulator = await testSimulator();
    for (const [query, status] of [
      ["?type_id=670", 404],
      ["?type_id=99999", 404],
      ["?type_id=x", 400],
      ["", 400],
    ] as const) {
      const answer = await esi(simulator, `/markets/10000002/history${query}`);
      expect(answer.status, query).toBe(status);
      expect(answer.headers.has("x-esi-error-limit-remain")).toBe(true);
    }
    const prices = (await (await esi(simulator, "/markets/prices")).json()) as {
      type_id: number;
      average_price?: number;
    }[];
    expect(prices.find(({ type_id }) => type_id === 34)?.average_price).toEqual(
      expect.any(Number),
    );
    expect(prices.some(({ type_id }) => type_id === 670)).toBe(false);
  });

  test("Janice wants a key", async () => {
    const simulator = await testSimulator();
    const answer = await fetch(
      `${simulator.services.janice}/api/rest/v2/markets`,
    );
    expect(answer.status).toBe(401);
  });
});
