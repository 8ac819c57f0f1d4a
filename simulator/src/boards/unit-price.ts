import type { TypeFacts, Universe } from "../world/universe.ts";
import { dailyPriceCents, hasMarket, steadyPriceCents } from "./daily-price.ts";

/**
 * What zKillboard takes one of a type to be worth at that time, in hundredths of an ISK: the mean of The Forge's averages of
 * up to 34 days before, without the extremes. What has no market it prices by a table of its own, which is invented here.
 */
export function unitPriceCents(
  universe: Universe,
  typeId: number,
  timeMs: number,
): number {
  const type = universe.type(typeId);
  if (type?.groupId === capsule) return 1_000_000;
  if (universe.group(type?.groupId ?? 0)?.categoryId === skins) return 1;
  if (type === undefined || !hasMarket(universe, type)) {
    const known = universe.price(typeId, timeMs);
    return known === undefined
      ? steadyPriceCents(universe, typeId)
      : Math.round(known * 100);
  }
  return remembered(universe, type, Math.floor((timeMs - hourMs) / dayMs));
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const capsule = 29;
const skins = 91;
const mostDays = 34;
/** What was not traded for longer is a matter for the table. */
const furthestBack = 150;

const known = new WeakMap<Universe, Map<number, number>>();

function remembered(universe: Universe, type: TypeFacts, day: number): number {
  const prices = known.get(universe) ?? new Map<number, number>();
  known.set(universe, prices);
  const key = type.id * 2 ** 16 + day;
  let price = prices.get(key);
  if (price === undefined) {
    price = meanBefore(universe, type, day);
    prices.set(key, price);
  }
  return price;
}

function meanBefore(universe: Universe, type: TypeFacts, day: number): number {
  const own = dailyPriceCents(universe, type, day);
  const found: number[] = [];
  for (let back = 0; back < furthestBack && found.length < mostDays; back++) {
    const price = dailyPriceCents(universe, type, day - back);
    if (price !== undefined) found.push(price);
  }
  if (found.length === 0) return steadyPriceCents(universe, type.id);
  found.sort((a, b) => a - b);
  if (found.length === mostDays) found.splice(0, 2);
  if (found.length > 6) found.splice(-2);
  const mean = found.reduce((sum, price) => sum + price, 0) / found.length;
  return Math.min(Math.round(mean), own ?? Infinity);
}
