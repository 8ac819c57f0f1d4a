import {
  type Db,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { FeedOddity, OddityKind } from "../live-feed.ts";

const kept = 1_000;
const longestReason = 1_000;

/** Notes what became of entries; of one that is noted already the newer word holds. The last 1,000 are kept. */
export async function noteOddities(
  tx: Transaction,
  oddities: readonly Omit<FeedOddity, "noticedAt">[],
  now: Date,
): Promise<void> {
  if (oddities.length === 0) return;
  const newest = new Map(oddities.map((one) => [one.sequence, one]));
  const rows = [...newest.values()].map((one) => ({
    ...one,
    killmailId: Number.isSafeInteger(one.killmailId) ? one.killmailId : null,
    // PostgreSQL's text takes neither a zero character nor half a surrogate pair.
    reason: one.reason
      .slice(0, longestReason)
      .toWellFormed()
      .replaceAll("\0", "\uFFFD"),
  }));
  await tx.$executeRaw`
    INSERT INTO live_feed_oddities (sequence, kind, killmail_id, reason, noticed_at)
    SELECT x.sequence, x.kind, x."killmailId", x.reason, ${now}
    FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(sequence bigint, kind text, "killmailId" bigint, reason text)
    ORDER BY 1
    ON CONFLICT (sequence) DO UPDATE SET kind = excluded.kind, killmail_id = excluded.killmail_id,
      reason = excluded.reason, noticed_at = excluded.noticed_at`;
  await tx.$executeRaw`
    DELETE FROM live_feed_oddities WHERE sequence IN (
      SELECT sequence FROM live_feed_oddities ORDER BY noticed_at DESC, sequence DESC OFFSET ${kept})`;
}

/** The newest first. */
export async function readOddities(
  db: Db,
  limit: number,
): Promise<FeedOddity[]> {
  const rows = await db.liveFeedOddity.findMany({
    orderBy: [{ noticedAt: "desc" }, { sequence: "desc" }],
    take: limit,
  });
  return rows.map((row) => ({
    ...row,
    sequence: Number(row.sequence),
    kind: row.kind as OddityKind,
    killmailId: row.killmailId === null ? null : Number(row.killmailId),
  }));
}
