import type { EntityId, Viewer } from "../../../kernel/index.ts";
import { type Db, Prisma } from "../../../platform/database/index.ts";
import {
  filterClauses,
  type KillmailFilter,
} from "../filter/killmail-filter.ts";
import type { Page, PageKey } from "../killmails.ts";
import {
  killmailColumns,
  type KillmailRow,
  toStoredKillmail,
} from "./killmail-rows.ts";
import { visibleKeys } from "./visible-keys.ts";
import { visibleTo } from "./visible-to.ts";

/** One page of the mails the viewer sees, newest first. One mail more than asked for is looked for, a visible one, so `hasMore` says nothing about others. */
export async function readPage(
  db: Db,
  viewer: Viewer,
  query: { filter: KillmailFilter; limit: number; after?: PageKey | undefined },
): Promise<Page> {
  const limit = query.limit + 1;
  const rows = await db.$queryRaw<KillmailRow[]>(
    pageSql(viewer, { ...query, limit }),
  );
  return {
    rows: rows.slice(0, query.limit).map(toStoredKillmail),
    hasMore: rows.length > query.limit,
  };
}

export function pageSql(
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
      FROM (${visibleKeys({ viewer, clauses, after, limit })}) found
    ) page
    JOIN killmails k ON k.killmail_time = page.killmail_time AND k.killmail_id = page.killmail_id
    WHERE ${visibleTo(viewer)}
    ORDER BY k.killmail_time DESC, k.killmail_id DESC
    LIMIT ${limit}`;
}

/** Whether some mail the viewer sees involves the entity: an entity page exists exactly then. */
export async function isEntityKnown(
  db: Db,
  viewer: Viewer,
  entityId: EntityId,
): Promise<boolean> {
  const { rows } = await readPage(db, viewer, {
    filter: { involved: [entityId] },
    limit: 1,
  });
  return rows.length > 0;
}
