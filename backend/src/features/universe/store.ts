import { largestInt4 } from "../../kernel/index.ts";
import {
  type Db,
  Prisma,
  sqlJson,
  type Transaction,
} from "../../platform/database/index.ts";

const dayMs = 24 * 60 * 60_000;

export type Learnt = "item_types" | "solar_systems";

/** Adds ids nobody has seen, and gives those ESI did not know a day ago or longer another chance. Returns how many now have to be learnt. */
export async function noteUnknown(
  tx: Transaction,
  table: Learnt,
  ids: ReadonlySet<number>,
  now: Date,
): Promise<number> {
  const name = Prisma.raw(table);
  const sorted = keepable([...ids]).sort((a, b) => a - b);
  const added = await tx.$executeRaw`
    INSERT INTO ${name} (id, created_at)
    SELECT x.id, ${now} FROM unnest(${sorted}::int[]) AS x(id)
     WHERE NOT EXISTS (SELECT FROM ${name} AS known WHERE known.id = x.id)
     ORDER BY x.id
    ON CONFLICT (id) DO NOTHING`;
  const again = await tx.$executeRaw`
    UPDATE ${name} SET missing_at = NULL
     WHERE id = ANY(${sorted}::int[]) AND missing_at <= ${new Date(now.getTime() - dayMs)}`;
  return added + again;
}

/** A mail stored by an earlier version, or asked for by a client, may name an id beyond the column's range: there is nothing to learn of it. */
export function keepable<Id extends number>(ids: readonly Id[]): Id[] {
  return ids.filter((one) => one <= largestInt4);
}

/** Ids not learnt yet, oldest first. */
export async function readUnlearnt(
  db: Db,
  table: Learnt,
  limit: number,
): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM ${Prisma.raw(table)} WHERE learnt_at IS NULL AND missing_at IS NULL
     ORDER BY created_at, id LIMIT ${limit}`;
  return rows.map((row) => row.id);
}

export async function markMissing(
  db: Db,
  table: Learnt,
  ids: readonly number[],
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    UPDATE ${Prisma.raw(table)} SET missing_at = ${now}
     WHERE id = ANY(${ids}::int[]) AND learnt_at IS NULL`;
}

export async function writeTypes(
  db: Db,
  names: readonly { id: number; name: string }[],
  now: Date,
): Promise<void> {
  const rows = names
    .map((named) => ({ id: named.id, name: named.name }))
    .sort((a, b) => a.id - b.id);
  await db.$executeRaw`
    UPDATE item_types SET name = x.name, learnt_at = ${now}, missing_at = NULL
      FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(id int, name text)
     WHERE item_types.id = x.id`;
}

export async function writeSystem(
  db: Db,
  system: {
    id: number;
    name: string;
    security: number;
    constellationId: number;
    regionId: number;
  },
  now: Date,
): Promise<void> {
  const { id: systemId, ...learnt } = system;
  await db.solarSystem.updateMany({
    where: { id: systemId },
    data: { ...learnt, learntAt: now, missingAt: null },
  });
}

/** The constellation's region; null when neither is known yet. */
export async function readRegionOf(
  db: Db,
  constellationId: number,
): Promise<number | null> {
  const row = await db.constellation.findUnique({
    where: { id: constellationId },
  });
  return row?.regionId ?? null;
}

export async function isRegionKnown(
  db: Db,
  regionId: number,
): Promise<boolean> {
  return (await db.region.count({ where: { id: regionId } })) > 0;
}

export async function writeRegion(
  db: Db,
  region: { id: number; name: string },
): Promise<void> {
  await db.region.createMany({ data: [region], skipDuplicates: true });
}

export async function writeConstellation(
  db: Db,
  constellation: { id: number; name: string; regionId: number },
): Promise<void> {
  await db.constellation.createMany({
    data: [constellation],
    skipDuplicates: true,
  });
}
