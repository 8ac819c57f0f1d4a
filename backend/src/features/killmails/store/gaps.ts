import type { KillmailId } from "../../../kernel/index.ts";
import { type Db, Prisma } from "../../../platform/database/index.ts";

/** A reference that some list showed and that is not stored. One the ledger can not hold is among them, as rejected. */
export interface ReferenceGap {
  readonly killmailId: KillmailId;
  readonly state: "pending" | "rejected";
  /** Why it was rejected. */
  readonly reason: string | null;
  /** When the list first showed it. */
  readonly since: Date;
}

/** Of the lists of each observer (grants for characters, corporations for theirs) the `limit` oldest gaps, the oldest first. Observers without any are left out. */
export async function readGaps<Id extends number>(
  db: Db,
  kind: "character" | "corporation",
  ids: readonly Id[],
  limit: number,
): Promise<Map<Id, ReferenceGap[]>> {
  const shown = sources[kind];
  const rows = await db.$queryRaw<(ReferenceGap & { observer: Id })[]>`
    SELECT x.id::float8 AS observer, gap.*
    FROM unnest(${ids}::bigint[]) AS x(id)
    CROSS JOIN LATERAL (
      SELECT r.killmail_id::float8 AS "killmailId", r.state, r.reason, min(o.observed_at) AS since
      FROM ${shown.table} o JOIN killmail_references r USING (killmail_id, hash)
      WHERE o.${shown.column} = x.id AND o.killmail_time IS NULL AND r.state IN ('pending', 'rejected')
      GROUP BY r.killmail_id, r.hash
      UNION ALL
      SELECT f.killmail_id::float8, 'rejected', f.reason, f.first_seen_at
      FROM refused_references f WHERE f.subject_id = x.id AND ${shown.refused}
      ORDER BY since, "killmailId" LIMIT ${limit}
    ) gap`;
  const gaps = new Map<Id, ReferenceGap[]>();
  for (const { observer, ...gap } of rows) {
    const known = gaps.get(observer);
    if (known === undefined) gaps.set(observer, [gap]);
    else known.push(gap);
  }
  return gaps;
}

const sources = {
  character: {
    table: Prisma.raw("observations"),
    column: Prisma.raw("grant_id"),
    refused: Prisma.sql`f.source <> 'corporation'`,
  },
  corporation: {
    table: Prisma.raw("corporation_observations"),
    column: Prisma.raw("corporation_id"),
    refused: Prisma.sql`f.source = 'corporation'`,
  },
};
