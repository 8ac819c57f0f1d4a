import type { GrantId, KillmailId } from "../../../kernel/index.ts";
import type { Db } from "../../../platform/database/index.ts";

/** A reference that some list showed and that is not stored. */
export interface ReferenceGap {
  readonly killmailId: KillmailId;
  readonly state: "pending" | "rejected";
  /** Why it was rejected. */
  readonly reason: string | null;
  /** When the list first showed it. */
  readonly since: Date;
}

/** Of each grant's own lists the `limit` oldest gaps, the oldest first. Grants without any are left out. */
export async function readGaps(
  db: Db,
  grantIds: readonly GrantId[],
  limit: number,
): Promise<Map<GrantId, ReferenceGap[]>> {
  const rows = await db.$queryRaw<(ReferenceGap & { grantId: GrantId })[]>`
    SELECT g.id::float8 AS "grantId", gap.*
    FROM unnest(${grantIds}::bigint[]) AS g(id)
    CROSS JOIN LATERAL (
      SELECT r.killmail_id AS "killmailId", r.state, r.reason, min(o.observed_at) AS since
      FROM observations o JOIN killmail_references r USING (killmail_id, hash)
      WHERE o.grant_id = g.id AND o.killmail_time IS NULL AND r.state IN ('pending', 'rejected')
      GROUP BY r.killmail_id, r.hash
      ORDER BY since, r.killmail_id LIMIT ${limit}
    ) gap`;
  const gaps = new Map<GrantId, ReferenceGap[]>();
  for (const { grantId, ...gap } of rows) {
    const known = gaps.get(grantId);
    if (known === undefined) gaps.set(grantId, [gap]);
    else known.push(gap);
  }
  return gaps;
}
