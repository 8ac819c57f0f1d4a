import type { Db, Transaction } from "../../../platform/database/index.ts";
import type { Day } from "../../../platform/everef/index.ts";
import type { KnownDay } from "../market-history/is-here.ts";

/** What is known of EVE Ref's file of one day. */
export interface MarketHistoryDayRow extends KnownDay {
  readonly day: Day;
  readonly rows: number;
  readonly prices: number;
  readonly refused: number;
  readonly modifiedAt: Date | null;
  /** Why it failed. */
  readonly message: string | null;
}

export async function readHistoryDays(
  db: Db,
  days: { from: Day; to: Day },
): Promise<Map<Day, MarketHistoryDayRow>> {
  const rows = await db.marketHistoryDay.findMany({
    where: { day: { gte: dateOf(days.from), lte: dateOf(days.to) } },
    orderBy: { day: "asc" },
  });
  return new Map(
    rows.map(({ day, state, updatedAt: _, ...row }) => {
      const name = day.toISOString().slice(0, 10);
      return [name, { ...row, day: name, state: state as KnownDay["state"] }];
    }),
  );
}

/** Whoever writes days has this lock to the end of the transaction: of two files of a day the newer one stays, whoever comes first. */
export async function lockHistoryDays(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('market history', 0))`;
}

export async function writeHistoryDay(
  db: Db,
  { day, ...known }: MarketHistoryDayRow,
  now: Date,
): Promise<void> {
  const row = { ...known, updatedAt: now };
  await db.marketHistoryDay.upsert({
    where: { day: dateOf(day) },
    create: { day: dateOf(day), ...row },
    update: row,
  });
}

function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
