import {
  type Database,
  type Db,
  Prisma,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { HeldMail } from "./held-mails.ts";
import { unpackBody } from "../body/pack-body.ts";

/** Mails of before are not kept; null: all are. */
export async function readKeptFrom(db: Db): Promise<Date | null> {
  const row = await db.killmailRetention.findUnique({ where: { id: 1 } });
  return row?.keptFrom ?? null;
}

export async function writeKeptFrom(
  db: Db,
  keptFrom: Date | null,
): Promise<void> {
  await db.killmailRetention.upsert({
    where: { id: 1 },
    create: { id: 1, keptFrom },
    update: { keptFrom },
  });
}

const partitioned = ["killmails", "killmail_involvements"] as const;

export interface Partition {
  readonly table: (typeof partitioned)[number];
  readonly year: number;
  /** `detaching`: begun and broken off; `detached`: nobody reads it any more. */
  readonly state: "attached" | "detaching" | "detached";
}

/** Every partition there is, also those on their way out, by year. */
export function readPartitions(db: Db): Promise<Partition[]> {
  return db.$queryRaw<Partition[]>`
    SELECT b.name AS table, substring(c.relname FROM '\\d+$')::int AS year,
      CASE WHEN i.inhrelid IS NULL THEN 'detached' WHEN i.inhdetachpending THEN 'detaching' ELSE 'attached' END AS state
    FROM unnest(${[...partitioned]}::text[]) b(name)
    JOIN pg_class parent ON parent.oid = b.name::regclass
    JOIN pg_class c ON c.relkind = 'r' AND c.relnamespace = parent.relnamespace AND c.relname ~ ('^' || b.name || '_y\\d+$')
    LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
    ORDER BY 2, 1 DESC`;
}

/** How long to wait for those who read or write just now. What was begun is gone on with the next time. */
const patienceMs = 5_000;
const lockNotAvailable = "55P03";

/**
 * Takes a partition out of its table without locking anybody out: who is in the middle of a transaction is waited for,
 * who comes later does not see it. False: they took too long.
 */
export async function detachPartition(
  { pool }: Pick<Database, "pool">,
  { table, year, state }: Partition,
): Promise<boolean> {
  if (state === "detached") return true;
  const client = await pool.connect();
  try {
    await client.query(`SET lock_timeout = ${patienceMs}`);
    // No transaction can hold it: it is two of its own.
    await client.query(
      `ALTER TABLE ${table} DETACH PARTITION ${nameOf(table, year)} ${state === "attached" ? "CONCURRENTLY" : "FINALIZE"}`,
    );
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code !== lockNotAvailable) throw error;
    return false;
  } finally {
    await client.query("RESET lock_timeout");
    client.release();
  }
}

export async function dropPartition(
  db: Db,
  { table, year }: Pick<Partition, "table" | "year">,
): Promise<void> {
  await db.$executeRaw`DROP TABLE IF EXISTS ${Prisma.raw(nameOf(table, year))}`;
}

/** From here on the year is marked from its beginning. */
export async function forgetMarked(db: Db): Promise<void> {
  await db.killmailRetention.updateMany({ data: { markedYear: null } });
}

/** The next mails of the detached year, behind those that were marked. */
export async function readUnmarked(
  tx: Transaction,
  year: number,
  limit: number,
): Promise<HeldMail[]> {
  const [row] = await tx.$queryRaw<
    { year: number | null; time: Date | null; id: number | null }[]
  >`
    SELECT marked_year AS year, marked_time AS time, marked_id AS id FROM killmail_retention WHERE id = 1 FOR UPDATE`;
  const isBegun = row?.year === year && row.time !== null && row.id !== null;
  const behind = isBegun
    ? Prisma.sql`WHERE (k.killmail_time, k.killmail_id) > (${row.time}::timestamptz, ${row.id}::int)`
    : Prisma.empty;
  const rows = await tx.$queryRaw<
    (Omit<HeldMail, "esi"> & { codec: number; bytes: Uint8Array })[]
  >`
    SELECT k.killmail_id AS "killmailId", encode(k.hash, 'hex') AS hash, k.killmail_time AS time,
      k.body_source AS "bodySource", k.revision, k.body_codec AS codec, k.body AS bytes
    FROM ${Prisma.raw(nameOf("killmails", year))} k ${behind}
    ORDER BY k.killmail_time, k.killmail_id LIMIT ${limit}`;
  return rows.map(({ codec, bytes, ...mail }) => ({
    ...mail,
    esi: () => unpackBody({ codec, bytes }),
  }));
}

/** Marks the references of these mails as expired, takes their times from who observed them, and notes how far the year is marked. */
export async function markExpired(
  tx: Transaction,
  year: number,
  mails: readonly HeldMail[],
): Promise<void> {
  const last = mails.at(-1);
  if (last === undefined) return;
  const rows = mails.map(({ killmailId, hash }) => ({ id: killmailId, hash }));
  await tx.$executeRaw`
    WITH gone AS MATERIALIZED (
      SELECT r.killmail_id, r.hash
      FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(id int, hash text)
      JOIN killmail_references r ON r.killmail_id = x.id AND r.hash = decode(x.hash, 'hex')
      WHERE r.state = 'stored'
      ORDER BY r.killmail_id, r.hash
      FOR UPDATE OF r
    ), undated AS (
      UPDATE observations o SET killmail_time = NULL FROM gone g
      WHERE o.killmail_id = g.killmail_id AND o.hash = g.hash
    ), undated_for_corporations AS (
      UPDATE corporation_observations o SET killmail_time = NULL FROM gone g
      WHERE o.killmail_id = g.killmail_id AND o.hash = g.hash
    )
    UPDATE killmail_references r SET state = 'expired'
    FROM gone g WHERE r.killmail_id = g.killmail_id AND r.hash = g.hash`;
  const { time, killmailId } = last;
  await tx.killmailRetention.update({
    where: { id: 1 },
    data: { markedYear: year, markedTime: time, markedId: killmailId },
  });
}

function nameOf(table: Partition["table"], year: number): string {
  return `${table}_y${year}`;
}
