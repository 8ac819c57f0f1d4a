import type { EntityId, Viewer } from "../../../kernel/index.ts";
import { type Db, Prisma } from "../../../platform/database/index.ts";
import {
  filterClauses,
  type KillmailFilter,
} from "../filter/killmail-filter.ts";
import type { Page, PageKey } from "../killmails.ts";
import type { Visibility } from "../visibility.ts";
import {
  killmailColumns,
  type KillmailRow,
  toStoredKillmail,
} from "./killmail-rows.ts";

/** One page of the mails the viewer sees, newest first. One mail more than asked for is looked for, a visible one, so `hasMore` says nothing about others. */
export async function readPage(
  db: Db,
  visibility: Visibility,
  viewer: Viewer,
  query: { filter: KillmailFilter; limit: number; after?: PageKey | undefined },
): Promise<Page> {
  const limit = query.limit + 1;
  const rows = await db.$queryRaw<KillmailRow[]>(
    pageSql(visibility, viewer, { ...query, limit }),
  );
  return {
    rows: rows.slice(0, query.limit).map(toStoredKillmail),
    hasMore: rows.length > query.limit,
  };
}

export function pageSql(
  visibility: Visibility,
  viewer: Viewer,
  query: { filter: KillmailFilter; limit: number; after?: PageKey | undefined },
): Prisma.Sql {
  const { filter, after, limit } = query;
  const clauses = filterClauses(filter);
  // Distinct: one mail may involve several of the entities asked for.
  return Prisma.sql`
    SELECT ${killmailColumns}
    FROM (
      SELECT DISTINCT killmail_time, killmail_id
      FROM (${visibility.keys({ viewer, clauses, after, limit })}) found
    ) page
    JOIN killmails k ON k.killmail_time = page.killmail_time AND k.killmail_id = page.killmail_id
    WHERE ${visibility.isVisible(viewer)}
    ORDER BY k.killmail_time DESC, k.killmail_id DESC
    LIMIT ${limit}`;
}

/** Whether some mail the viewer sees involves the entity: an entity page exists exactly then. */
export async function isEntityKnown(
  db: Db,
  visibility: Visibility,
  viewer: Viewer,
  entityId: EntityId,
): Promise<boolean> {
  const { rows } = await readPage(db, visibility, viewer, {
    filter: { involved: [entityId] },
    limit: 1,
  });
  return rows.length > 0;
}
