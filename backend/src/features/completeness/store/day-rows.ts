import type { Db } from "../../../platform/database/index.ts";
import type { Day } from "../../../platform/everef/index.ts";
import type {
  CompletenessDay,
  CompletenessYear,
  DayRange,
} from "../completeness.ts";

/** What the last comparisons found, oldest day first. */
export async function readDays(
  db: Db,
  { from, to }: DayRange,
): Promise<CompletenessDay[]> {
  const rows = await db.completenessDay.findMany({
    where: { day: { gte: dateOf(from), lte: dateOf(to) } },
    orderBy: { day: "asc" },
  });
  return rows.map(({ day, ...row }) => ({ day: nameOf(day), ...row }));
}

export async function writeDay(
  db: Db,
  { day, ...found }: CompletenessDay,
): Promise<void> {
  await db.completenessDay.upsert({
    where: { day: dateOf(day) },
    create: { day: dateOf(day), ...found },
    update: found,
  });
}

export async function readYears(db: Db): Promise<CompletenessYear[]> {
  const rows = await db.$queryRaw<
    { year: number; days: bigint; have: bigint; missing: bigint }[]
  >`
    SELECT extract(year FROM day)::int AS year, count(*) AS days, sum(have) AS have, sum(missing) AS missing
    FROM completeness_days GROUP BY 1 ORDER BY 1`;
  return rows.map(({ year, days, have, missing }) => ({
    year,
    days: Number(days),
    have: Number(have),
    missing: Number(missing),
  }));
}

function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function nameOf(date: Date): Day {
  return date.toISOString().slice(0, 10);
}
