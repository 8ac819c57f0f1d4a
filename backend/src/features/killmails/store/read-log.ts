import {
  type GrantId,
  id,
  type KillmailId,
  type Viewer,
} from "../../../kernel/index.ts";
import type { Db } from "../../../platform/database/index.ts";
import type { LogEntry } from "../killmails.ts";
import { liveGrantIds } from "./visible-to.ts";

export async function logAfter(
  db: Db,
  sequence: bigint,
  limit: number,
): Promise<LogEntry[]> {
  const rows = await db.$queryRaw<
    {
      sequence: bigint;
      killmailId: KillmailId;
      killmailTime: Date;
      grantId: bigint | null;
      earlier: (string | null)[];
    }[]
  >`
    SELECT l.sequence, l.killmail_id AS "killmailId", l.killmail_time AS "killmailTime", l.grant_id AS "grantId",
      ARRAY(SELECT e.grant_id::text FROM visibility_log e WHERE e.killmail_id = l.killmail_id AND e.sequence < l.sequence) AS earlier
    FROM visibility_log l WHERE l.sequence > ${sequence}
    ORDER BY l.sequence LIMIT ${limit}`;
  return rows.map(({ earlier, grantId, ...row }) => ({
    ...row,
    grantId: grantId === null ? null : id<GrantId>(grantId),
    earlierGrantIds: earlier.map((text) =>
      text === null ? null : id<GrantId>(Number(text)),
    ),
  }));
}

/** 0 before the first entry. */
export async function lastSequence(db: Db): Promise<bigint> {
  const [row] = await db.$queryRaw<{ last: bigint | null }[]>`
    SELECT max(sequence) AS last FROM visibility_log`;
  return row?.last ?? 0n;
}

export async function liveGrants(
  db: Db,
  viewer: Viewer,
): Promise<ReadonlySet<GrantId>> {
  const rows = await db.$queryRaw<{ id: bigint }[]>(liveGrantIds(viewer));
  return new Set(rows.map((row) => id<GrantId>(row.id)));
}
