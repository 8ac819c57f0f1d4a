import type {
  DogmaAttributeFacts,
  DogmaEffectFacts,
  TypeDogmaFacts,
} from "../static-facts.ts";
import type { Fit, Fitted } from "./fit.ts";
import { fits } from "./fits.ts";
import { groupRows } from "./group-rows.ts";
import type { TypeRow } from "./hull-rows.ts";
import { hullRows } from "./hull-rows.ts";
import { itemRows } from "./item-rows.ts";
import { metaGroupOf } from "./meta-groups.ts";

/** Real attributes, restated: id, name, default, whether more is better. */
const attributeRows = [
  [4, "mass", 0, false],
  [9, "hp", 0, true],
  [11, "powerOutput", 0, true],
  [12, "lowSlots", 0, true],
  [13, "medSlots", 0, true],
  [14, "hiSlots", 0, true],
  [30, "power", 0, false],
  [38, "capacity", 0, true],
  [48, "cpuOutput", 0, true],
  [50, "cpu", 0, false],
  [161, "volume", 0, false],
  [263, "shieldCapacity", 0, true],
  [265, "armorHP", 0, true],
  [283, "droneCapacity", 0, true],
  [422, "techLevel", 1, true],
  [633, "metaLevelOld", 0, true],
  [1137, "rigSlots", 0, true],
  [1211, "heatDamage", 0, false],
  [1547, "rigSize", 0, true],
  [1692, "metaGroupID", 0, true],
] as const;

/** Real effects, restated: id, name, category. */
const effectRows = [
  [11, "loPower", 0],
  [12, "hiPower", 0],
  [13, "medPower", 0],
  [16, "online", 4],
  [2663, "rigSlot", 0],
  [3772, "subSystem", 0],
  [6306, "serviceSlot", 0],
] as const;

const effectOf = { low: 11, high: 12, mid: 13, rigs: 2663 } as const;
/** Modules no fit of this world has, by group: the rack they belong into. */
const structureEffects: Readonly<Record<number, number>> = {
  1321: 6306,
  1429: 11,
  1562: 12,
  1719: 13,
};
/** Frigate-sized 1 to capital 4, by the largest volume of that size in cubic metres. */
const rigSizes = [
  [60_000, 1],
  [200_000, 2],
  [600_000, 3],
  [Number.POSITIVE_INFINITY, 4],
] as const;

export const seedDogmaAttributes = (): DogmaAttributeFacts[] =>
  attributeRows.map(([id, name, base, highIsGood]) => ({
    id,
    name,
    published: true,
    default: base,
    highIsGood,
    stackable: true,
  }));

export const seedDogmaEffects = (): DogmaEffectFacts[] =>
  effectRows.map(([id, name, category]) => ({ id, name, category }));

/** Attributes and effects of hulls and modules: real ids, invented values that agree with how ships are fitted here. */
export function seedTypeDogma(): TypeDogmaFacts[] {
  const racks = rackEffects(fits);
  return [
    ...hullRows.map((row) => ({
      typeId: row[0],
      attributes: hullAttributes(
        row,
        fits.find(({ hullId }) => hullId === row[0]),
      ),
      effects: [],
    })),
    ...itemRows
      .filter(([, , groupId]) => [7, 66].includes(categoryOf(groupId) ?? 0))
      .map((row) => ({
        typeId: row[0],
        attributes: moduleAttributes(row),
        effects: [racks.get(row[0]) ?? structureEffects[row[2]]]
          .filter((id) => id !== undefined)
          .flatMap((id) => [
            { id, isDefault: false },
            { id: 16, isDefault: true },
          ]),
      })),
  ];
}

/** How far a type is from the plain one: its tech level, its level among its variations and its meta group. */
function grade(name: string): Record<number, number> {
  const metaGroup = metaGroupOf(name);
  const isTechTwo = metaGroup === 2;
  const techLevel = metaGroup === 14 ? 3 : isTechTwo ? 2 : 1;
  return { 422: techLevel, 633: isTechTwo ? 5 : 0, 1692: metaGroup };
}

function hullAttributes(
  [, name, , volume = 0, mass = 0, capacity = 0]: TypeRow,
  fit: Fit | undefined,
): TypeDogmaFacts["attributes"] {
  const rigSize = rigSizes.find(([most]) => volume <= most)?.[1] ?? 1;
  const hitPoints = Math.round(volume ** 0.6);
  return list({
    4: mass,
    9: hitPoints,
    11: Math.round(volume / 400),
    12: fit?.low.length ?? 0,
    13: fit?.mid.length ?? 0,
    14: fit?.high.length ?? 0,
    38: capacity,
    48: Math.round(100 + volume / 600),
    161: volume,
    263: hitPoints,
    265: hitPoints,
    283: (fit?.drones ?? []).reduce((sum, [, count]) => sum + count * 5, 0),
    1137: 3,
    1547: rigSize,
    ...grade(name),
  });
}

function moduleAttributes([, name, groupId, volume = 5, mass = 0]: TypeRow) {
  return list({
    4: mass,
    30: Math.ceil(volume * 2),
    50: Math.ceil(volume * 4),
    161: volume,
    ...grade(name),
    ...(isActive.test(name) ? { 1211: 3 } : {}),
    ...rigSizeOf(name, groupId),
  });
}

/** A rig fits hulls of its size only. */
function rigSizeOf(name: string, groupId: number): Record<number, number> {
  const size = ["Small", "Medium", "Large", "Capital"].findIndex((word) =>
    name.startsWith(`${word} `),
  );
  return size >= 0 && rigGroups.has(groupId) ? { 1547: size + 1 } : {};
}

/** Of the rigs of this world: for armour, shield and projectile weapons. */
const rigGroups: ReadonlySet<number> = new Set([773, 774, 777]);

/** What can be overheated. */
const isActive =
  /Launcher|AutoCannon|Cannon|Blaster|Railgun|Laser|Howitzer|Afterburner|Microwarpdrive|Webifier|Disruptor|Scrambler|Repairer|Neutralizer|Hardener/;

function rackEffects(all: readonly Fit[]): Map<number, number> {
  const effects = new Map<number, number>();
  for (const fit of all)
    for (const rack of ["low", "mid", "high", "rigs"] as const)
      for (const fitted of fit[rack] ?? [])
        effects.set(moduleOf(fitted), effectOf[rack]);
  return effects;
}

const moduleOf = (fitted: Fitted): number =>
  typeof fitted === "number" ? fitted : fitted[0];

const list = (values: Record<number, number>): TypeDogmaFacts["attributes"] =>
  Object.entries(values).map(([id, value]) => ({ id: Number(id), value }));

const categoryOf = (groupId: number): number | undefined =>
  groupRows.find(([id]) => id === groupId)?.[2];
