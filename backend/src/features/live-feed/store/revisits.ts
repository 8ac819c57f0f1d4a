import {
  type Db,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { Revisit } from "../revisit.ts";

/** The next ones due, in that order. */
export async function readRevisits(db: Db, limit: number): Promise<Revisit[]> {
  const rows = await db.liveFeedRevisit.findMany({
    orderBy: [{ dueAt: "asc" }, { sequence: "asc" }],
    take: limit,
  });
  return rows.map((row) => ({
    ...row,
    sequence: Number(row.sequence),
    reason: row.reason as Revisit["reason"],
  }));
}

/** Of an entry that waits already the newer reason and moment hold. */
export async function writeRevisits(
  tx: Transaction,
  revisits: readonly Revisit[],
): Promise<void> {
  if (revisits.length === 0) return;
  const newest = new Map(revisits.map((one) => [one.sequence, one]));
  await tx.$executeRaw`
    INSERT INTO live_feed_revisits (sequence, reason, due_at, tries, said_at)
    SELECT x.sequence, x.reason, x."dueAt", x.tries, x."saidAt"
    FROM jsonb_to_recordset(${sqlJson([...newest.values()])}::jsonb)
      AS x(sequence bigint, reason text, "dueAt" timestamptz, tries int, "saidAt" timestamptz)
    ORDER BY 1
    ON CONFLICT (sequence) DO UPDATE SET reason = excluded.reason, due_at = excluded.due_at, tries = excluded.tries,
      said_at = excluded.said_at`;
}

export async function dropRevisits(
  tx: Transaction,
  sequences: readonly number[],
): Promise<void> {
  if (sequences.length === 0) return;
  await tx.$executeRaw`DELETE FROM live_feed_revisits WHERE sequence = ANY(${sequences}::bigint[])`;
}
