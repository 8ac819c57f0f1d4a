import type { Db } from "../../platform/database/index.ts";
import {
  type Celestial,
  nearestCelestial,
  type NearestCelestial,
} from "./nearest-celestial.ts";
import { keepable } from "./store.ts";
import type { Spot } from "./universe.ts";

/** `Universe.nearestCelestials`. */
export async function nearestCelestials<Key extends Spot>(
  db: Db,
  spots: readonly Key[],
): Promise<Map<Key, NearestCelestial>> {
  const celestials = await readCelestials(
    db,
    spots.map(({ systemId }) => systemId),
  );
  const nearest = new Map<Key, NearestCelestial>();
  for (const spot of spots) {
    const here = celestials.get(spot.systemId) ?? [];
    const found = nearestCelestial(here, spot.position);
    if (found !== null) nearest.set(spot, found);
  }
  return nearest;
}

/** The celestials of these systems whose place is known, by system. */
async function readCelestials(
  db: Db,
  systemIds: readonly number[],
): Promise<Map<number, Celestial[]>> {
  const ids = keepable([...new Set(systemIds)]);
  const rows = await db.$queryRaw<(Celestial & { systemId: number })[]>`
    SELECT id, system_id AS "systemId", type_id AS "typeId", name, x, y, z FROM static_celestials
     WHERE system_id = ANY(${ids}::int[]) AND x IS NOT NULL AND y IS NOT NULL AND z IS NOT NULL`;
  return Map.groupBy(rows, ({ systemId }) => systemId);
}
