import { createRandom } from "../world/random.ts";
import type { Universe } from "../world/universe.ts";

/** What one of a type costs at that time, in hundredths of an ISK: as recorded, else invented once and for all. */
export function unitPriceCents(
  universe: Universe,
  typeId: number,
  timeMs: number,
): number {
  const type = universe.type(typeId);
  const categoryId = universe.group(type?.groupId ?? 0)?.categoryId ?? 0;
  if (type?.groupId === capsule) return 1_000_000;
  if (categoryId === skins) return 1;
  const known = universe.price(typeId, timeMs);
  if (known !== undefined) return Math.round(known * 100);
  const random = createRandom(typeId, 611);
  if (categoryId === ships && type?.mass !== undefined) {
    // Hulls cost more than their mass grows: a frigate half a million, a battleship two hundred.
    const usual = 0.02 * type.mass ** 1.25;
    return Math.round(usual * (0.7 + 0.8 * random.next()) * 100);
  }
  const [low, high] = ranges[categoryId] ?? [1e3, 1e6];
  return Math.round(low * (high / low) ** random.next() * 100);
}

const ships = 6;
const capsule = 29;
const skins = 91;

/** By category, ISK: minerals, modules, charges, blueprints, drones, implants, structures, fighters. */
const ranges: Record<number, readonly [number, number]> = {
  4: [5, 2e4],
  7: [1e4, 3e7],
  8: [10, 3e3],
  9: [1e5, 1e8],
  18: [1e4, 2e6],
  20: [1e5, 3e7],
  65: [5e8, 2e10],
  87: [5e5, 3e7],
};
