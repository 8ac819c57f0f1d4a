import type { EsiKillmail } from "@killreport/backend/features/killmails/index.ts";
import type {
  DailyAverage,
  PriceBook,
} from "@killreport/backend/features/prices/index.ts";
import type { StaticFacts } from "@killreport/backend/features/universe/index.ts";
import { createValuer } from "@killreport/backend/features/valuation/index.ts";
import { median } from "../figures.ts";
import { readLines } from "./read-rows.ts";

/**
 * How long valuing all mails of the files takes, against parsing their JSON; by turns, the middle of each. Every type has
 * a daily average on each of the days before, invented, so that no rule has it easy. Prices are found once for each type
 * and day, in every round anew.
 */
export function measureSpeed(
  files: readonly string[],
  facts: StaticFacts,
  rounds = 5,
): { mails: number; valuedPerSecond: number; vsParse: number } {
  const book = fullHistory(Date.parse("2021-12-01") / 86_400_000);
  const valueMs: number[] = [];
  const ratios: number[] = [];
  let mails = 0;
  for (let round = 0; round < rounds; round++) {
    let parsing = 0;
    let valuing = 0;
    mails = 0;
    const valuer = createValuer({ facts, book });
    for (const file of files) {
      const lines = readLines(file);
      const startedAt = performance.now();
      const parsed = lines.map((line) => JSON.parse(line) as EsiKillmail);
      const parsedAt = performance.now();
      for (const mail of parsed) valuer.value(mail, "first");
      valuing += performance.now() - parsedAt;
      parsing += parsedAt - startedAt;
      mails += parsed.length;
    }
    valueMs.push(valuing);
    ratios.push(valuing / parsing);
  }
  return {
    mails,
    valuedPerSecond: (mails * 1000) / median(valueMs),
    vsParse: median(ratios),
  };
}

const daysOfHistory = 60;

function fullHistory(lastDay: number): PriceBook {
  const known = new Map<number, DailyAverage[]>();
  return {
    daily(typeId) {
      let days = known.get(typeId);
      if (days === undefined) {
        days = Array.from({ length: daysOfHistory }, (_, index) => ({
          day: lastDay - daysOfHistory + 1 + index,
          average: typeId * 1000 + ((typeId + index * 7919) % 500),
        }));
        known.set(typeId, days);
      }
      return days;
    },
    custom: () => [],
    fallbacks: () => [],
  };
}
