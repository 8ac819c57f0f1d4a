import type { Db, Transaction } from "../../../platform/database/index.ts";
import { dayOf, dayText } from "../value/kill-day.ts";

export interface DueDay {
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  /** Only mails of which something has no price. */
  readonly isUnpricedOnly: boolean;
}

/** Notes that the mails of these days, as far as there are any, are to be valued again from a moment on; `isWaiting`: at the latest moment noted for a day, as prices of a day come one after the other. Returns how many days. */
export async function noteDueDays(
  db: Db,
  days: { fromDay: number; toDay: number },
  {
    isUnpricedOnly,
    dueAt,
    isWaiting,
  }: { isUnpricedOnly: boolean; dueAt: Date; isWaiting: boolean },
): Promise<number> {
  if (days.fromDay > days.toDay) return 0;
  return db.$executeRaw`
    INSERT INTO valuation_days (day, is_unpriced_only, due_at)
    SELECT d::date, ${isUnpricedOnly}, ${dueAt}
    FROM generate_series(${dayText(days.fromDay)}::timestamp, ${dayText(days.toDay)}::timestamp, '1 day') d
    WHERE EXISTS (
      SELECT 1 FROM killmails k
      WHERE k.killmail_time >= d AT TIME ZONE 'UTC' AND k.killmail_time < (d + interval '1 day') AT TIME ZONE 'UTC')
    ORDER BY 1
    ON CONFLICT (day) DO UPDATE SET
      is_unpriced_only = valuation_days.is_unpriced_only AND excluded.is_unpriced_only,
      due_at = CASE WHEN ${isWaiting} THEN greatest(valuation_days.due_at, excluded.due_at) ELSE excluded.due_at END`;
}

/** Takes days that are due, the newest first. */
export async function takeDueDays(
  tx: Transaction,
  now: Date,
  limit: number,
): Promise<DueDay[]> {
  const rows = await tx.$queryRaw<{ day: Date; isUnpricedOnly: boolean }[]>`
    WITH due AS (
      SELECT day FROM valuation_days WHERE due_at <= ${now}
      ORDER BY day DESC LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    )
    DELETE FROM valuation_days v USING due WHERE v.day = due.day
    RETURNING v.day, v.is_unpriced_only AS "isUnpricedOnly"`;
  return rows.map(({ day, isUnpricedOnly }) => ({
    day: dayOf(day),
    isUnpricedOnly,
  }));
}

/** The day of the oldest mail; null: there is none. */
export async function firstDay(db: Db): Promise<number | null> {
  const [row] = await db.$queryRaw<{ time: Date | null }[]>`
    SELECT min(killmail_time) AS time FROM killmails`;
  return row?.time == null ? null : dayOf(row.time);
}
