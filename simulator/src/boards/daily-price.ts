import { createRandom } from "../world/random.ts";
import type { TypeFacts, Universe } from "../world/universe.ts";

const dayMs = 24 * 3_600_000;
const capsule = 29;
const skins = 91;

/** Whether The Forge trades the type at all. */
export function hasMarket(universe: Universe, type: TypeFacts): boolean {
  if (universe.price(type.id, Infinity) !== undefined) return true;
  return (
    type.published &&
    type.marketGroupId !== undefined &&
    type.groupId !== capsule &&
    universe.group(type.groupId)?.categoryId !== skins
  );
}

/** Every type The Forge trades, by rising id. */
export function marketTypes(universe: Universe): TypeFacts[] {
  return [...universe.facts.types()]
    .filter((type) => hasMarket(universe, type))
    .sort((a, b) => a.id - b.id);
}

/**
 * What The Forge paid on average for one of a type on a day (since 1970-01-01), in hundredths of an ISK: as recorded, or
 * invented around a steady price, now and then by somebody who moved it. Undefined when nothing was traded: some types
 * are every day, some on one day in ten.
 */
export function dailyPriceCents(
  universe: Universe,
  type: TypeFacts,
  day: number,
): number | undefined {
  const recorded = universe.price(type.id, day * dayMs);
  if (recorded !== undefined) return Math.round(recorded * 100);
  const random = createRandom(type.id, 613, day);
  if (!random.chance(tradingDays(type))) return undefined;
  const swing = random.chance(spikes)
    ? 3 + 7 * random.next()
    : 0.96 + 0.08 * random.next();
  return Math.max(1, Math.round(steadyPriceCents(universe, type.id) * swing));
}

/** Of a hundred days so many see a manipulated price. */
const spikes = 0.004;

/** On which share of days somebody trades it. */
function tradingDays({ id }: TypeFacts): number {
  const known = shares.get(id);
  if (known !== undefined) return known;
  const share = createRandom(id, 612).pickWeighted([0.98, 0.5, 0.1], (one) =>
    one === 0.98 ? 7 : one === 0.5 ? 2 : 1,
  );
  shares.set(id, share);
  return share;
}

/** They follow from the id alone. */
const shares = new Map<number, number>();

/** Invented once and for all: around it the daily prices swing. */
export function steadyPriceCents(universe: Universe, typeId: number): number {
  const type = universe.type(typeId);
  const categoryId = universe.group(type?.groupId ?? 0)?.categoryId ?? 0;
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
