import type { Item } from "../killmail.ts";
import type { Random } from "../random.ts";
import type { Fit, Fitted } from "./fit.ts";

/** First slot flag of each rack, as on killmails (EVE's inventory flags). */
const rack = { low: 11, mid: 19, high: 27, rig: 92 } as const;
const flag = {
  none: 0,
  cargo: 5,
  drones: 87,
  implant: 89,
  miningHold: 134,
} as const;

const charges = [21898, 23009, 266, 28668, 32006, 210];
const minerals = [34, 35, 36, 37, 38, 39];
const containers = [3467, 3466, 3297, 3293, 11489];
const blueprints = [691, 950, 2455];
const implants = [9943, 9941, 9899, 13237, 13245];

/** What was in a wreck: the fit, drones, cargo, at times a container with something in it. */
export function inventItems(random: Random, fit: Fit): Item[] {
  const items: Item[] = [
    ...fittedItems(random, fit.low, rack.low),
    ...fittedItems(random, fit.mid, rack.mid),
    ...fittedItems(random, fit.high, rack.high),
    // Rigs never drop.
    ...(fit.rigs ?? []).map((typeId, slot) =>
      row(typeId, rack.rig + slot, 1, false),
    ),
    ...(fit.drones ?? []).flatMap(([typeId, count]) =>
      stack(random, typeId, flag.drones, count),
    ),
  ];
  for (let extra = random.between(0, 3); extra > 0; extra--)
    items.push(
      ...stack(
        random,
        random.pick(charges),
        flag.cargo,
        random.between(20, 900),
      ),
    );
  if (random.chance(0.05)) items.push(blueprintCopy(random, flag.cargo));
  if (fit.isHauler) items.push(...freight(random));
  return items;
}

export function inventImplants(random: Random): Item[] {
  if (random.chance(0.45)) return [];
  return implants
    .slice(0, random.between(1, implants.length))
    .map((typeId) => row(typeId, flag.implant, 1, false));
}

export function inventStructureItems(random: Random): Item[] {
  return [
    row(35922, rack.high, 1, random.chance(0.5)),
    row(35947, rack.mid, 1, random.chance(0.5)),
    row(35959, rack.low, 1, random.chance(0.5)),
    row(35894, 164, 1, false),
    row(4247, 172, random.between(40, 4_000), random.chance(0.5)),
  ];
}

function fittedItems(
  random: Random,
  fitted: readonly Fitted[],
  firstFlag: number,
): Item[] {
  return fitted.flatMap((slot, place) => {
    if (typeof slot === "number")
      return [row(slot, firstFlag + place, 1, random.chance(0.5))];
    const [moduleId, chargeId] = slot;
    return [
      row(moduleId, firstFlag + place, 1, random.chance(0.5)),
      row(
        chargeId,
        firstFlag + place,
        random.between(1, 160),
        random.chance(0.5),
      ),
    ];
  });
}

function freight(random: Random): Item[] {
  const load: Item[] = minerals
    .slice(0, random.between(1, minerals.length))
    .flatMap((typeId) =>
      stack(random, typeId, flag.cargo, random.between(100, 40_000)),
    );
  if (random.chance(0.3))
    load.push(
      row(
        1230,
        flag.miningHold,
        random.between(500, 9_000),
        random.chance(0.5),
      ),
    );
  if (random.chance(0.5)) {
    const isDropped = random.chance(0.5);
    load.push({
      ...row(random.pick(containers), flag.cargo, 1, isDropped),
      // Nested rows carry flag 0 and share the fate of their container.
      items: [
        row(
          random.pick(minerals),
          flag.none,
          random.between(10, 5_000),
          isDropped,
        ),
        row(28668, flag.none, random.between(5, 80), isDropped),
        { ...blueprintCopy(random, flag.none) },
      ],
    });
  }
  return load;
}

/** Singleton 2 marks a blueprint copy. */
const blueprintCopy = (random: Random, at: number): Item => ({
  ...row(random.pick(blueprints), at, 1, random.chance(0.5)),
  singleton: 2,
});

/** A stack may be split: part dropped, part destroyed, as two rows. */
function stack(
  random: Random,
  typeId: number,
  at: number,
  count: number,
): Item[] {
  if (count < 2 || random.chance(0.6))
    return [row(typeId, at, count, random.chance(0.5))];
  const dropped = random.between(1, count - 1);
  return [
    row(typeId, at, dropped, true),
    row(typeId, at, count - dropped, false),
  ];
}

function row(
  typeId: number,
  at: number,
  quantity: number,
  isDropped: boolean,
): Item {
  return {
    flag: at,
    item_type_id: typeId,
    singleton: 0,
    ...(isDropped
      ? { quantity_dropped: quantity }
      : { quantity_destroyed: quantity }),
  };
}
