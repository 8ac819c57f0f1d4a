import {
  type Db,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";

export interface WarRow {
  readonly warId: number;
  /** Null until it was read. */
  readonly declaredAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly lastNewAt: Date | null;
  /** Null: it is over and was read to its end. */
  readonly nextReadAt: Date | null;
  /** Of its dates at ESI. */
  readonly etag: string | null;
  /** Why ESI refuses it or its list; null: it does not. */
  readonly refusal: string | null;
  /** When it could not be read for another reason; null: it was read since, or never tried. */
  readonly failedAt: Date | null;
}

export async function findWar(db: Db, warId: number): Promise<WarRow | null> {
  return db.war.findUnique({ where: { warId } });
}

/** Notes wars that were not known, to be read at once. */
export async function insertWars(
  tx: Transaction,
  warIds: readonly number[],
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO wars (war_id, next_read_at)
    SELECT x::int, ${now} FROM jsonb_array_elements_text(${sqlJson(warIds)}::jsonb) x
    ORDER BY 1
    ON CONFLICT DO NOTHING`;
}

/** What was found out about a war, which nobody is about to read any more. What was in the way before is over unless said. */
export async function writeWar(
  db: Db,
  { warId, ...read }: Pick<WarRow, "warId"> & Partial<WarRow>,
): Promise<void> {
  await db.war.updateMany({
    where: { warId },
    data: { refusal: null, failedAt: null, ...read, queuedUntil: null },
  });
}

/** Notes that a war could not be read: it lets the others go first. */
export async function noteFailure(
  db: Db,
  warId: number,
  failedAt: Date,
): Promise<void> {
  await db.war.updateMany({ where: { warId }, data: { failedAt } });
}

/**
 * Marks up to `limit` wars, less those somebody is about to read, and returns their ids: first those whose time has come
 * again, then the newest of those that were never read, at last those that could not be read when they were tried last,
 * before `failedBefore`. One that nobody read until `until` is given out again.
 */
export async function takeDueWars(
  tx: Transaction,
  {
    now,
    until,
    failedBefore,
    limit,
  }: { now: Date; until: Date; failedBefore: Date; limit: number },
): Promise<number[]> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM wars WHERE queued_until > ${now}`;
  const left = limit - Number(row?.count ?? 0);
  if (left <= 0) return [];
  const taken = await tx.$queryRaw<{ warId: number }[]>`
    WITH again AS (
      SELECT war_id FROM wars
      WHERE declared_at IS NOT NULL AND next_read_at <= ${now} AND failed_at IS NULL
        AND (queued_until IS NULL OR queued_until <= ${now})
      ORDER BY next_read_at LIMIT ${left} FOR UPDATE SKIP LOCKED
    ), unread AS (
      SELECT war_id FROM wars
      WHERE declared_at IS NULL AND next_read_at IS NOT NULL AND failed_at IS NULL
        AND (queued_until IS NULL OR queued_until <= ${now})
      ORDER BY war_id DESC LIMIT ${left} FOR UPDATE SKIP LOCKED
    ), failed AS (
      SELECT war_id, failed_at FROM wars
      WHERE failed_at <= ${failedBefore} AND next_read_at <= ${now} AND (queued_until IS NULL OR queued_until <= ${now})
      ORDER BY failed_at LIMIT ${left} FOR UPDATE SKIP LOCKED
    ), chosen AS (
      SELECT war_id, 1 AS turn, NULL::timestamptz AS failed_at FROM again
      UNION ALL SELECT war_id, 2, NULL FROM unread
      UNION ALL SELECT war_id, 3, failed_at FROM failed
      ORDER BY turn, failed_at, war_id DESC LIMIT ${left}
    )
    UPDATE wars w SET queued_until = ${until} FROM chosen c WHERE w.war_id = c.war_id
    RETURNING w.war_id AS "warId"`;
  return taken.map(({ warId }) => warId).sort((a, b) => b - a);
}

/** Forgets unread wars below this one: they were declared before the operator wants them. */
export async function dropUnreadBelow(
  tx: Transaction,
  warId: number,
): Promise<void> {
  await tx.war.deleteMany({
    where: { warId: { lt: warId }, declaredAt: null },
  });
}

export async function countWars(
  db: Db,
): Promise<{ known: number; over: number; unread: number; refused: number }> {
  const [row] = await db.$queryRaw<
    { known: bigint; over: bigint; unread: bigint; refused: bigint }[]
  >`
    SELECT count(*) AS known, count(*) FILTER (WHERE next_read_at IS NULL) AS over,
      count(*) FILTER (WHERE declared_at IS NULL AND next_read_at IS NOT NULL) AS unread,
      count(refusal) AS refused
    FROM wars`;
  return {
    known: Number(row?.known ?? 0),
    over: Number(row?.over ?? 0),
    unread: Number(row?.unread ?? 0),
    refused: Number(row?.refused ?? 0),
  };
}

/** Whether at least so many wars wait for their first reading; those that could not be read are nothing to wait for. */
export async function hasUnread(db: Db, atLeast: number): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM wars WHERE declared_at IS NULL AND next_read_at IS NOT NULL AND failed_at IS NULL LIMIT ${atLeast}`;
  return rows.length >= atLeast;
}
