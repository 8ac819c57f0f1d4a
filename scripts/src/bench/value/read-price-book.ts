import type {
  DailyAverage,
  PriceBook,
} from "@killreport/backend/features/prices/index.ts";
import { readRows } from "./read-rows.ts";

interface TypePrice {
  readonly typeId: number;
  readonly price: number;
}

/** Types whose price of 2024 was solved from totals of that year. */
export type Estimates = ReadonlyMap<number, number>;

export function readEstimates(folder: string): Estimates {
  const rows = readRows<TypePrice>(
    `${folder}/prices/estimated-2024-from-zkb.jsonl`,
  );
  return new Map(rows.map(({ typeId, price }) => [typeId, cents(price)]));
}

/**
 * The prices of a folder of real data: what Jita cost on single days, prices zKillboard keeps by hand, and, standing for
 * 2024 and so for the days around it, the estimates given.
 */
export function readPriceBook(folder: string, estimates: Estimates): PriceBook {
  const daily = new Map<number, DailyAverage[]>();
  for (const [typeId, average] of estimates)
    daily.set(typeId, [{ day: estimated.day, average }]);
  for (const { date, typeId, price } of readRows<TypePrice & { date: string }>(
    `${folder}/prices/jita-by-date.jsonl`,
  )) {
    const day = dayOf(date);
    if (
      estimates.has(typeId) &&
      day >= estimated.fromDay &&
      day <= estimated.toDay
    )
      continue;
    const days = daily.get(typeId) ?? [];
    daily.set(typeId, days);
    days.push({ day, average: cents(price) });
  }
  for (const days of daily.values()) days.sort((a, b) => a.day - b.day);
  const custom = new Map(
    readRows<TypePrice>(`${folder}/prices/custom-fixed.jsonl`).map(
      ({ typeId, price }) => [
        typeId,
        [
          {
            fromDay: null,
            price: cents(price),
            reason: "zKillboard keeps this price by hand",
          },
        ],
      ],
    ),
  );
  return {
    daily: (typeId) => daily.get(typeId) ?? [],
    custom: (typeId) => custom.get(typeId) ?? [],
    fallbacks: () => [],
  };
}

const dayOf = (date: string) => Date.parse(date) / 86_400_000;

const estimated = {
  day: dayOf("2023-12-31"),
  fromDay: dayOf("2022-01-01"),
  toDay: dayOf("2024-12-31"),
};

function cents(isk: number): number {
  return Math.max(1, Math.round(isk * 100));
}
