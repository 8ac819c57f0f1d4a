import { type EntityId, id } from "../../../kernel/index.ts";
import { type Db, Prisma, sqlJson } from "../../../platform/database/index.ts";
import type { EntityKind, Found } from "../entities.ts";
import { normalizeName } from "../search/normalize-name.ts";
import { trigramsOf } from "../search/trigrams.ts";

interface Row {
  readonly id: bigint;
  readonly kind: string;
  readonly name: string;
  readonly ticker: string | null;
}

async function find(
  db: Db,
  kinds: readonly EntityKind[],
  limit: number,
  where: Prisma.Sql,
  order = Prisma.empty,
): Promise<Found[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT id, kind, name, ticker FROM entities
     WHERE ${where} AND kind = ANY(${kinds}::text[]) ${order} LIMIT ${limit}`;
  return rows.map(({ id: entityId, kind, ...row }) => ({
    ...row,
    id: id<EntityId>(entityId),
    kind: kind as EntityKind,
  }));
}

/** Names that begin with a normalized text, the very name first. */
export function findByPrefix(
  db: Db,
  text: string,
  kinds: readonly EntityKind[],
  limit: number,
): Promise<Found[]> {
  const where = Prisma.sql`search_name >= ${text} AND search_name < ${text + lastCharacter} AND search_name IS NOT NULL`;
  return find(db, kinds, limit, where, Prisma.sql`ORDER BY search_name, id`);
}

/** Corporations and alliances with this very ticker, in whatever case. */
export function findByTicker(
  db: Db,
  text: string,
  kinds: readonly EntityKind[],
  limit: number,
): Promise<Found[]> {
  const where = Prisma.sql`upper(ticker) = ${text.toUpperCase()} AND ticker IS NOT NULL AND name IS NOT NULL`;
  return find(db, kinds, limit, where, Prisma.sql`ORDER BY kind, id`);
}

/** Names that have a normalized text of three characters or more in them. */
export function findByInfix(
  db: Db,
  text: string,
  kinds: readonly EntityKind[],
  limit: number,
): Promise<Found[]> {
  const where = Prisma.sql`search_trigrams @> ${trigramsOf(text)}::int[] AND search_trigrams IS NOT NULL AND search_name LIKE ${likePattern(text)}`;
  const order = Prisma.sql`ORDER BY position(${text} IN search_name), search_name, id`;
  return find(db, kinds, limit, where, order);
}

/** Names that have all trigrams of one of the parts. */
export function findByParts(
  db: Db,
  [first = [], second = [], third = []]: readonly (readonly number[])[],
  kinds: readonly EntityKind[],
  limit: number,
): Promise<Found[]> {
  const where = Prisma.sql`(search_trigrams @> ${first}::int[] OR search_trigrams @> ${second}::int[] OR search_trigrams @> ${third}::int[]) AND search_trigrams IS NOT NULL`;
  return find(db, kinds, limit, where);
}

/** What a name is found by, beside it. */
export function searchColumns(name: string) {
  const searchName = normalizeName(name);
  return { search_name: searchName, search_trigrams: trigramsOf(searchName) };
}

/** Makes names searchable that were learnt before they were. Returns how many. */
export async function indexNames(db: Db, limit: number): Promise<number> {
  const rows = await db.$queryRaw<{ id: bigint; name: string }[]>`
    SELECT id, name FROM entities WHERE name IS NOT NULL AND search_name IS NULL ORDER BY id LIMIT ${limit}`;
  if (rows.length === 0) return 0;
  const columns = rows.map((row) => ({ ...row, ...searchColumns(row.name) }));
  await db.$executeRaw`
    UPDATE entities SET search_name = x.search_name, search_trigrams = x.search_trigrams
      FROM jsonb_to_recordset(${sqlJson(columns)}::jsonb) AS x(id bigint, name text, search_name text, search_trigrams int[])
     WHERE entities.id = x.id AND entities.name = x.name`;
  return rows.length;
}

/** Names that begin with a text lie between it and this: the column is ordered by code points. */
const lastCharacter = "\u{10ffff}";

function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
