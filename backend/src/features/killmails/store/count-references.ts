import type { Db } from "../../../platform/database/index.ts";

interface SourceRow {
  readonly source: string;
  readonly count: number;
}

/**
 * Mails stored, by the source that showed each first. Counted while the ledger is small; of a hundred million rows, which
 * take half a minute to read, what PostgreSQL's statistics say: rows, times the share of the source, times the share of
 * those that are stored. Nothing while there are none yet.
 */
export async function countBySource(
  db: Db,
  largestCountedBytes: number,
): Promise<Map<string, number>> {
  const [size] = await db.$queryRaw<{ bytes: bigint }[]>`
    SELECT pg_relation_size('killmail_references') AS bytes`;
  const rows =
    Number(size?.bytes ?? 0) <= largestCountedBytes
      ? await db.$queryRaw<SourceRow[]>`
          SELECT first_source AS source, count(*)::int AS count FROM killmail_references
          WHERE state = 'stored' GROUP BY first_source ORDER BY first_source`
      : await db.$queryRaw<SourceRow[]>`
          WITH shares AS (
            SELECT s.attname, v.value, v.share
            FROM pg_stats s
            CROSS JOIN LATERAL unnest(s.most_common_vals::text::text[], s.most_common_freqs::float8[]) AS v(value, share)
            WHERE s.schemaname = current_schema() AND s.tablename = 'killmail_references' AND s.attname IN ('first_source', 'state')
          )
          SELECT o.value AS source, round(c.reltuples * o.share * d.share)::int AS count
          FROM pg_class c
          JOIN shares o ON o.attname = 'first_source'
          JOIN shares d ON d.attname = 'state' AND d.value = 'stored'
          WHERE c.oid = 'killmail_references'::regclass AND c.reltuples >= 0
          ORDER BY o.value`;
  return new Map(rows.map(({ source, count }) => [source, count]));
}

/** References whose body is still to be fetched, and when the first of them was shown. */
export async function readPending(
  db: Db,
): Promise<{ count: number; since: Date | null }> {
  const [row] = await db.$queryRaw<{ count: number; since: Date | null }[]>`
    SELECT count(*)::int AS count, min(first_seen_at) AS since FROM killmail_references WHERE state = 'pending'`;
  return row ?? { count: 0, since: null };
}
