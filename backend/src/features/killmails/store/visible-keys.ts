import { type FilterClause } from "../filter/killmail-filter.ts";
import type { Viewer } from "../../../kernel/index.ts";
import { Prisma } from "../../../platform/database/index.ts";
import type { PageKey } from "../killmails.ts";
import { liveGrantIds, visibleTo } from "./visible-to.ts";

export interface KeyQuery {
  readonly viewer: Viewer;
  readonly clauses: readonly FilterClause[];
  readonly after: PageKey | undefined;
  readonly limit: number;
}

/** SQL for the places (killmail_time, killmail_id) of the newest visible mails behind `after`, at most `limit`, in no order. */
export function visibleKeys(query: KeyQuery): Prisma.Sql {
  const [first, ...others] = query.clauses;
  return first === undefined
    ? newestKeys(query)
    : involvedKeys(query, first, others);
}

/**
 * Without a filter: the newest public mails and, apart from them, the newest each live grant observed. Both are index
 * scans that stop after `limit`; filtering `killmails` by the predicate instead would pass over every foreign private
 * mail that is newer than the page.
 */
function newestKeys({ viewer, after, limit }: KeyQuery): Prisma.Sql {
  const open = Prisma.sql`(
    SELECT k.killmail_time, k.killmail_id FROM killmails k
    WHERE k.public_since IS NOT NULL ${behind("k", after)}
    ${newestFirst("k")} LIMIT ${limit})`;
  if (viewer.kind === "anonymous") return open;
  return Prisma.sql`${open} UNION (
    SELECT own.killmail_time, own.killmail_id
    FROM (${liveGrantIds(viewer)}) g CROSS JOIN LATERAL (
      SELECT DISTINCT o.killmail_time, o.killmail_id FROM observations o
      WHERE o.grant_id = g.id AND o.killmail_time IS NOT NULL ${behind("o", after)}
      ${newestFirst("o")} LIMIT ${limit}) own)`;
}

/** With a filter: for each entity of the leading clause its mails newest first, tested against the other clauses and the predicate, until `limit` are found. */
function involvedKeys(
  { viewer, after, limit }: KeyQuery,
  leading: FilterClause,
  others: readonly FilterClause[],
): Prisma.Sql {
  const tests = others.map(
    ({ ids, bits }) => Prisma.sql`EXISTS (
      SELECT 1 FROM killmail_involvements x
      WHERE x.entity_id = ANY(${ids}::bigint[]) AND x.roles & ${bits}::int <> 0
        AND x.killmail_time = i.killmail_time AND x.killmail_id = i.killmail_id)`,
  );
  return Prisma.sql`
    SELECT DISTINCT found.killmail_time, found.killmail_id
    FROM (SELECT DISTINCT unnest(${leading.ids}::bigint[]) AS id) entity CROSS JOIN LATERAL (
      SELECT i.killmail_time, i.killmail_id FROM killmail_involvements i
      JOIN killmails k ON k.killmail_time = i.killmail_time AND k.killmail_id = i.killmail_id
      WHERE i.entity_id = entity.id AND i.roles & ${leading.bits}::int <> 0 ${behind("i", after)}
        AND ${Prisma.join([visibleTo(viewer), ...tests], " AND ")}
      ${newestFirst("i")} LIMIT ${limit}) found`;
}

// The first comparison is implied by the second, but only it tells the planner which partitions to leave out.
function behind(alias: string, after: PageKey | undefined): Prisma.Sql {
  if (after === undefined) return Prisma.empty;
  const time = Prisma.raw(`${alias}.killmail_time`);
  const id = Prisma.raw(`${alias}.killmail_id`);
  return Prisma.sql`AND ${time} <= ${after.time} AND (${time}, ${id}) < (${after.time}::timestamptz, ${after.id}::int)`;
}

function newestFirst(alias: string): Prisma.Sql {
  return Prisma.raw(
    `ORDER BY ${alias}.killmail_time DESC, ${alias}.killmail_id DESC`,
  );
}
