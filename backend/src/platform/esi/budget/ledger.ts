import type { Database } from "../../database/index.ts";
import type { Remaining } from "./esi-budget.ts";

/** All SQL of the budget. Its rules are two functions in the database (see the migration `esi_budget`), a round trip each. */
type Pool = Database["pool"];

export interface Place {
  readonly spendId: string | null;
  readonly refusal:
    "down" | "probe" | "paused" | "flying" | "awaited" | "used" | null;
  readonly retryAt: Date | null;
}

export async function reserve(
  pool: Pool,
  wanted: {
    host: string;
    group: string;
    subject: string;
    flight: string;
    isProbe: boolean;
    now: Date;
    windowMs: number;
    tokens: number;
    dearest: number;
    usual: number;
    holdMs: number;
    ahead: number;
    spreadMs: number;
  },
): Promise<Place> {
  const { rows } = await pool.query<Place>(
    `SELECT spend_id::text AS "spendId", refusal, retry_at AS "retryAt"
       FROM esi_reserve($1, $2, $3, hashtextextended($4, 0), $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      wanted.host,
      wanted.group,
      wanted.subject,
      wanted.flight,
      wanted.isProbe,
      wanted.now,
      wanted.windowMs,
      wanted.tokens,
      wanted.dearest,
      wanted.usual,
      wanted.holdMs,
      wanted.ahead,
      wanted.spreadMs,
    ],
  );
  const [place] = rows;
  if (place === undefined) throw new Error("esi_reserve gave no row");
  return place;
}

export async function settle(
  pool: Pool,
  wanted: {
    spendId: string;
    host: string;
    group: string;
    subject: string;
    isProbe: boolean;
    now: Date;
    windowMs: number;
    cost: number | null;
    known: { used: number; at: Date } | null;
    pause: { group: string; subject: string; until: Date } | null;
    isWell: boolean | null;
    reason: string | null;
    burst: number;
    burstMs: number;
    probeLeastMs: number;
    probeMostMs: number;
  },
): Promise<Date | null> {
  const { rows } = await pool.query<{ lookAt: Date | null }>(
    `SELECT esi_settle($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) AS "lookAt"`,
    [
      wanted.spendId,
      wanted.host,
      wanted.group,
      wanted.subject,
      wanted.isProbe,
      wanted.now,
      wanted.windowMs,
      wanted.cost,
      wanted.known?.used ?? null,
      wanted.known?.at ?? null,
      wanted.pause?.group ?? null,
      wanted.pause?.subject ?? null,
      wanted.pause?.until ?? null,
      wanted.isWell,
      wanted.reason,
      wanted.burst,
      wanted.burstMs,
      wanted.probeLeastMs,
      wanted.probeMostMs,
    ],
  );
  return rows[0]?.lookAt ?? null;
}

export type Used = Pick<Remaining, "group" | "subject" | "pausedUntil"> & {
  readonly used: number;
};

/** Of the buckets something is out of or that are paused: $1 groups, $2 the start of each one's window, $3 subjects or null for all, $4 now. */
const usedSql = `
  SELECT s."group", s.subject,
         coalesce(sum(s.tokens) FILTER (WHERE s.spent_at > g.since), 0)::int AS used,
         max(s.paused_until) FILTER (WHERE s.paused_until > $4) AS "pausedUntil"
    FROM unnest($1::text[], $2::timestamptz[]) AS g("group", since)
    JOIN esi_spends s ON s."group" = g."group" AND (s.spent_at > g.since OR s.paused_until > $4)
   WHERE $3::text[] IS NULL OR s.subject = ANY($3)
   GROUP BY s."group", s.subject ORDER BY s."group", s.subject`;

/** A group with the start of its window. */
interface Window {
  readonly group: string;
  readonly since: Date;
}

export async function readUsed(
  pool: Pool,
  windows: readonly Window[],
  subjects: readonly string[] | null,
  now: Date,
): Promise<Used[]> {
  const { rows } = await pool.query<Used>(usedSql, [
    windows.map(({ group }) => group),
    windows.map(({ since }) => since),
    subjects,
    now,
  ]);
  return rows;
}

/** All buckets of a group in one row, however many they are. */
export interface GroupUse {
  readonly group: string;
  /** Buckets something is out of. */
  readonly subjects: number;
  readonly used: number;
  /** What is out of the fullest one. */
  readonly mostUsed: number;
  /** Buckets ESI told to stop. */
  readonly paused: number;
}

/** Groups nothing is out of are left out. */
export async function readGroupUse(
  pool: Pool,
  windows: readonly Window[],
  now: Date,
): Promise<GroupUse[]> {
  const { rows } = await pool.query<GroupUse>(
    `SELECT u."group", count(*) FILTER (WHERE u.used > 0)::int AS subjects, sum(u.used)::int AS used,
            max(u.used)::int AS "mostUsed", count(u."pausedUntil")::int AS paused
       FROM (${usedSql}) u GROUP BY u."group"`,
    [
      windows.map(({ group }) => group),
      windows.map(({ since }) => since),
      null,
      now,
    ],
  );
  return rows;
}

export async function readOutage(pool: Pool, host: string) {
  const { rows } = await pool.query<{
    since: Date;
    probeAt: Date;
    reason: string;
  }>(
    `SELECT down_since AS since, probe_at AS "probeAt", reason
       FROM esi_hosts WHERE host = $1 AND down_since IS NOT NULL`,
    [host],
  );
  return rows[0] ?? null;
}

/** Removes rows no window reaches any more. The lowest ids are the oldest rows, so this needs no index and stays small. */
export async function prune(
  pool: Pool,
  longestWindowMs: number,
  now: Date,
): Promise<void> {
  const cutoff = new Date(now.getTime() - 2 * longestWindowMs);
  await pool.query(
    `DELETE FROM esi_spends
      WHERE id IN (SELECT id FROM esi_spends ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)
        AND spent_at < $1 AND (paused_until IS NULL OR paused_until < $1)`,
    [cutoff],
  );
}
