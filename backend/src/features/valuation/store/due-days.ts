import type { Db, Transaction } from "../../../platform/database/index.ts";
import { dayOf, dayText } from "../value/kill-day.ts";

/** Whose mails: those with one of these types on them, and always those that have no price for something, or only their first value, or one by older rules. Null: all. */
export type DueTypes = readonly number[] | null;

/** More types than these are all. */
const mostTypes = 500;

export interface DueDay {
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  readonly typeIds: DueTypes;
}

/** Notes that the mails of these days, as far as there are any, are to be valued again from a moment on; `isWaiting`: at the latest moment noted for a day, as prices of a day come one after the other, but no longer than an hour after the first. Returns how many days. */
export async function noteDueDays(
  db: Db,
  days: { fromDay: number; toDay: number },
  {
    typeIds,
    now,
    dueAt,
    isWaiting,
  }: { typeIds: DueTypes; now: Date; dueAt: Date; isWaiting: boolean },
): Promise<number> {
  if (days.fromDay > days.toDay) return 0;
  return db.$executeRaw`
    INSERT INTO valuation_days (day, type_ids, due_at, noted_at)
    SELECT d::date, ${typeIds}::int[], ${dueAt}, ${now}
    FROM generate_series(${dayText(days.fromDay)}::timestamp, ${dayText(days.toDay)}::timestamp, '1 day') d
    WHERE EXISTS (
      SELECT 1 FROM killmails k
      WHERE k.killmail_time >= d AT TIME ZONE 'UTC' AND k.killmail_time < (d + interval '1 day') AT TIME ZONE 'UTC')
    ORDER BY 1
    ON CONFLICT (day) DO UPDATE SET
      type_ids = (
        SELECT CASE WHEN count(*) <= ${mostTypes} THEN coalesce(array_agg(id ORDER BY id), '{}') END
        FROM (SELECT unnest(valuation_days.type_ids) AS id UNION SELECT unnest(excluded.type_ids)) ids
        HAVING valuation_days.type_ids IS NOT NULL AND excluded.type_ids IS NOT NULL),
      due_at = CASE WHEN ${isWaiting} 
        THEN least(greatest(valuation_days.due_at, excluded.due_at), valuation_days.noted_at + interval '1 hour')
        ELSE excluded.due_at END`;
}

/** Takes days that are due, the newest first. */
export async function takeDueDays(
  tx: Transaction,
  now: Date,
  limit: number,
): Promise<DueDay[]> {
  const rows = await tx.$queryRaw<{ day: Date; typeIds: DueTypes }[]>`
    WITH due AS (
      SELECT day FROM valuation_days WHERE due_at <= ${now}
      ORDER BY day DESC LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    )
    DELETE FROM valuation_days v USING due WHERE v.day = due.day
    RETURNING v.day, v.type_ids AS "typeIds"`;
  return rows.map(({ day, typeIds }) => ({ day: dayOf(day), typeIds }));
}

/** The day of the oldest mail; null: there is none. */
export async function firstDay(db: Db): Promise<number | null> {
  const [row] = await db.$queryRaw<{ time: Date | null }[]>`
    SELECT min(killmail_time) AS time FROM killmails`;
  return row?.time == null ? null : dayOf(row.time);
}
