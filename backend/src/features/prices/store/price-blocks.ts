import type { Db, Transaction } from "../../../platform/database/index.ts";
import type { Cents, DailyAverage } from "../price-book.ts";
import { type KeptSource, sourceNumbers } from "../price-source.ts";

/** What one type cost on one day. */
export interface DayPrice {
  readonly typeId: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly price: Cents;
}

/** Days in one row. A row a price would be six times as large (docs/decisions/0005). */
const blockDays = 32;
/** Rows in one statement: a few megabytes. */
const rowsAtOnce = 5_000;

/** Writes prices over those of the same source, type and day; other days of their rows stay. Returns the types of which something changed. */
export async function writePrices(
  tx: Transaction,
  source: KeptSource,
  prices: Iterable<DayPrice>,
): Promise<number[]> {
  const rows = [...toRows(prices)];
  // One order for all writers: no two wait for each other.
  rows.sort((a, b) => a.typeId - b.typeId || a.block - b.block);
  const changed = new Set<number>();
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const part = rows.slice(start, start + rowsAtOnce);
    const typeIds = part.map(({ typeId }) => typeId);
    const blocks = part.map(({ block }) => block);
    const texts = part.map(({ places }) => arrayText(places));
    const written = await tx.$queryRaw<{ typeId: number }[]>`
      INSERT INTO price_blocks AS known (source, type_id, block, prices)
      SELECT ${sourceNumbers[source]}, type_id, block, prices::bigint[]
        FROM unnest(${typeIds}::int[], ${blocks}::smallint[], ${texts}::text[]) WITH ORDINALITY AS x(type_id, block, prices, place)
       ORDER BY place
      ON CONFLICT (source, type_id, block) DO UPDATE SET prices = (
        SELECT array_agg(coalesce(newer, older) ORDER BY place)
          FROM unnest(excluded.prices, known.prices) WITH ORDINALITY AS both_(newer, older, place))
      WHERE EXISTS (
        SELECT FROM unnest(excluded.prices, known.prices) AS both_(newer, older)
         WHERE newer IS NOT NULL AND newer IS DISTINCT FROM older)
      RETURNING type_id AS "typeId"`;
    for (const { typeId } of written) changed.add(typeId);
  }
  return [...changed];
}

/** Those of the types of which the source has said anything. */
export async function readKnownTypes(
  db: Db,
  source: KeptSource,
  typeIds: readonly number[],
): Promise<Set<number>> {
  const rows = await db.$queryRaw<{ typeId: number }[]>`
    SELECT DISTINCT type_id AS "typeId" FROM price_blocks
     WHERE source = ${sourceNumbers[source]} AND type_id = ANY(${typeIds}::int[])`;
  return new Set(rows.map(({ typeId }) => typeId));
}

interface BlockRow {
  readonly typeId: number;
  readonly block: number;
  readonly places: (Cents | null)[];
}

function toRows(prices: Iterable<DayPrice>): Iterable<BlockRow> {
  const rows = new Map<string, BlockRow>();
  for (const { typeId, day, price } of prices) {
    const block = Math.floor(day / blockDays);
    const key = `${typeId} ${block}`;
    let row = rows.get(key);
    if (row === undefined) {
      row = { typeId, block, places: Array<null>(blockDays).fill(null) };
      rows.set(key, row);
    }
    row.places[day % blockDays] = price;
  }
  return rows.values();
}

function arrayText(places: readonly (Cents | null)[]): string {
  return `{${places.map((price) => price ?? "NULL").join(",")}}`;
}

/** Prices of one source on these days, both included, by type and rising day. */
export async function readDaily(
  db: Db,
  source: KeptSource,
  typeIds: readonly number[],
  { fromDay, toDay }: { fromDay: number; toDay: number },
): Promise<Map<number, DailyAverage[]>> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT type_id AS "typeId", block, array_to_string(prices, ',', '') AS prices
      FROM price_blocks
     WHERE source = ${sourceNumbers[source]} AND type_id = ANY(${typeIds}::int[])
       AND block BETWEEN ${Math.floor(fromDay / blockDays)} AND ${Math.floor(toDay / blockDays)}
     ORDER BY type_id, block`;
  const daily = new Map<number, DailyAverage[]>();
  for (const row of rows) {
    const found = daily.get(row.typeId) ?? [];
    for (const one of daysIn(row))
      if (one.day >= fromDay && one.day <= toDay) found.push(one);
    if (found.length > 0) daily.set(row.typeId, found);
  }
  return daily;
}

/** Of each type and source the newest price at or before the day; where there is none, the oldest after it. */
export async function readNearest(
  db: Db,
  sources: readonly KeptSource[],
  typeIds: readonly number[],
  day: number,
): Promise<Map<KeptSource, Map<number, DailyAverage>>> {
  const nearest = new Map<KeptSource, Map<number, DailyAverage>>();
  if (sources.length === 0) return nearest;
  const block = Math.floor(day / blockDays);
  // The day's own block may hold later days only: the one before it then has the answer.
  const rows = await db.$queryRaw<(Row & { source: number })[]>`
    SELECT s.source, t.type_id AS "typeId", b.block, array_to_string(b.prices, ',', '') AS prices
      FROM unnest(${sources.map((one) => sourceNumbers[one])}::smallint[]) AS s(source)
     CROSS JOIN unnest(${typeIds}::int[]) AS t(type_id)
     CROSS JOIN LATERAL (
       (SELECT block, prices FROM price_blocks p
         WHERE p.source = s.source AND p.type_id = t.type_id AND p.block <= ${block}
         ORDER BY p.block DESC LIMIT 2)
       UNION ALL
       (SELECT block, prices FROM price_blocks p
         WHERE p.source = s.source AND p.type_id = t.type_id AND p.block > ${block}
         ORDER BY p.block LIMIT 1)
     ) AS b
     ORDER BY b.block`;
  for (const source of sources) {
    const byType = new Map<number, DailyAverage>();
    for (const row of rows) {
      if (row.source !== sourceNumbers[source]) continue;
      for (const one of daysIn(row))
        if (one.day <= day || !byType.has(row.typeId))
          byType.set(row.typeId, one);
    }
    nearest.set(source, byType);
  }
  return nearest;
}

interface Row {
  readonly typeId: number;
  readonly block: number;
  /** As one text: an array of bigints takes Prisma ten times as long. */
  readonly prices: string;
}

function* daysIn({ block, prices }: Row): Generator<DailyAverage> {
  for (const [place, text] of prices.split(",").entries())
    if (text !== "")
      yield { day: block * blockDays + place, average: Number(text) };
}
