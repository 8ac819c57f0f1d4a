import type { Db } from "../../../platform/database/index.ts";
import type { FeedHealth } from "../live-feed.ts";

/** What the process that follows the feed said of it last. */
export interface FeedRow {
  readonly state: FeedHealth;
  readonly message: string;
  readonly head: number | null;
  readonly updatedAt: Date;
}

export async function readFeedRow(db: Db): Promise<FeedRow | null> {
  const row = await db.liveFeed.findUnique({ where: { id: 1 } });
  if (row === null) return null;
  return {
    ...row,
    state: row.state as FeedHealth,
    head: row.head === null ? null : Number(row.head),
  };
}

export async function writeFeedRow(
  db: Db,
  said: { state: FeedHealth; message: string; head: number | null },
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO live_feed (id, state, message, head, updated_at)
    VALUES (1, ${said.state}, ${said.message}, ${said.head}::bigint, ${now})
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, message = excluded.message, head = excluded.head,
      updated_at = excluded.updated_at`;
}
