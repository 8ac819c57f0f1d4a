import type { Item, Killmail } from "../world/killmail.ts";
import type { Universe } from "../world/universe.ts";
import { unitPriceCents } from "./unit-price.ts";

interface KillValue {
  fittedValue: number;
  droppedValue: number;
  destroyedValue: number;
  totalValue: number;
  totalDroppableValue: number;
}

/** Sums a killmail's hull and items as zKillboard does, in ISK. */
export function killValue(universe: Universe, killmail: Killmail): KillValue {
  const timeMs = Date.parse(killmail.killmail_time);
  const price = (typeId: number): number =>
    unitPriceCents(universe, typeId, timeMs);
  const hull = price(killmail.victim.ship_type_id);
  const cents = { fitted: hull, dropped: 0, destroyed: hull, droppable: 0 };

  const add = (item: Item, flag: number): void => {
    const dropped = item.quantity_dropped ?? 0;
    const destroyed = item.quantity_destroyed ?? 0;
    const unit = isWorthless(item, flag) ? 1 : price(item.item_type_id);
    cents.dropped += unit * dropped;
    cents.destroyed += unit * destroyed;
    if (isFitted(flag)) cents.fitted += unit * (dropped + destroyed);
    if (!neverDrops(flag)) cents.droppable += unit * (dropped + destroyed);
    for (const inner of item.items ?? []) add(inner, flag);
  };
  for (const item of killmail.victim.items ?? []) add(item, item.flag);

  return {
    fittedValue: cents.fitted / 100,
    droppedValue: cents.dropped / 100,
    destroyedValue: cents.destroyed / 100,
    totalValue: (cents.dropped + cents.destroyed) / 100,
    totalDroppableValue: cents.droppable / 100,
  };
}

/** Blueprint copies, ships in a frigate bay and the golden capsule's own implant count for nothing. */
const isWorthless = (item: Item, flag: number): boolean =>
  item.singleton === 2 ||
  flag === 179 ||
  (item.item_type_id === 33_329 && flag === 89);

const isRig = (flag: number): boolean => flag >= 92 && flag <= 99;
const isSubsystem = (flag: number): boolean => flag >= 125 && flag <= 132;
const isImplant = (flag: number): boolean => flag === 89;

const neverDrops = (flag: number): boolean =>
  isRig(flag) || isSubsystem(flag) || isImplant(flag);

/** Slots, drone bay, implants, fighter bay and tubes, fuel of structures. */
const isFitted = (flag: number): boolean =>
  (flag >= 11 && flag <= 34) ||
  neverDrops(flag) ||
  flag === 87 ||
  (flag >= 158 && flag <= 163) ||
  flag === 172;
