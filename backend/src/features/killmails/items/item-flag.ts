import type { ItemSection } from "./item-sections.ts";

export interface ItemFlag {
  /** English, for example "Mid slot 3". */
  readonly name: string;
  readonly section: ItemSection;
}

/** What one of the game's inventory flags (invFlags) means on a killmail. A flag the game adds later lands in OTHER under its number. */
export function itemFlag(flag: number): ItemFlag {
  return flags.get(flag) ?? { name: `Flag ${flag}`, section: "OTHER" };
}

type Row = readonly [
  first: number,
  count: number,
  section: ItemSection,
  name: string,
];

// A run of several flags numbers its names from 1, as the game's fitting window does.
const rows: readonly Row[] = [
  // Content of structures and of mails from before slots were recorded, and whatever lies in a container.
  [0, 1, "OTHER", "Unspecified"],
  [1, 1, "OTHER", "Wallet"],
  [2, 1, "STRUCTURE", "Office folder"],
  [3, 1, "OTHER", "Wardrobe"],
  [4, 1, "STRUCTURE", "Hangar"],
  [5, 1, "CARGO", "Cargo hold"],
  [6, 1, "STRUCTURE", "Impounded office"],
  [7, 1, "OTHER", "Skill"],
  [8, 1, "OTHER", "Reward"],
  [11, 8, "LOW_SLOTS", "Low slot"],
  [19, 8, "MID_SLOTS", "Mid slot"],
  [27, 8, "HIGH_SLOTS", "High slot"],
  [35, 1, "OTHER", "Fixed slot"],
  [36, 1, "STRUCTURE", "Asset safety"],
  [56, 1, "OTHER", "Capsule"],
  [57, 1, "OTHER", "Pilot"],
  [61, 1, "OTHER", "Skill in training"],
  [62, 1, "STRUCTURE", "Corporation market"],
  [63, 1, "OTHER", "Locked"],
  [64, 1, "OTHER", "Unlocked"],
  [70, 16, "STRUCTURE", "Office slot"],
  [86, 1, "OTHER", "Bonus"],
  [87, 1, "DRONE_BAY", "Drone bay"],
  [88, 1, "BOOSTERS", "Booster"],
  [89, 1, "IMPLANTS", "Implant"],
  [90, 1, "SHIP_HANGAR", "Ship maintenance bay"],
  [91, 1, "OTHER", "Ship offline"],
  [92, 8, "RIGS", "Rig slot"],
  [115, 7, "STRUCTURE", "Corporation hangar"],
  [122, 1, "SPECIAL_BAYS", "Secondary storage"],
  [125, 8, "SUBSYSTEMS", "Subsystem slot"],
  [133, 1, "SPECIAL_BAYS", "Fuel bay"],
  [134, 1, "SPECIAL_BAYS", "Mining hold"],
  [135, 1, "SPECIAL_BAYS", "Gas hold"],
  [136, 1, "SPECIAL_BAYS", "Mineral hold"],
  [137, 1, "SPECIAL_BAYS", "Salvage hold"],
  [138, 1, "SPECIAL_BAYS", "Ship hold"],
  [139, 1, "SPECIAL_BAYS", "Small ship hold"],
  [140, 1, "SPECIAL_BAYS", "Medium ship hold"],
  [141, 1, "SPECIAL_BAYS", "Large ship hold"],
  [142, 1, "SPECIAL_BAYS", "Industrial ship hold"],
  [143, 1, "SPECIAL_BAYS", "Ammo hold"],
  [144, 1, "STRUCTURE", "Active structure"],
  [145, 1, "STRUCTURE", "Inactive structure"],
  [146, 1, "OTHER", "Reprocessed at the junkyard"],
  [147, 1, "OTHER", "Trashed at the junkyard"],
  [148, 1, "SPECIAL_BAYS", "Command center hold"],
  [149, 1, "SPECIAL_BAYS", "Planetary commodities hold"],
  [150, 1, "SPECIAL_BAYS", "Planet surface"],
  [151, 1, "SPECIAL_BAYS", "Material bay"],
  [152, 1, "OTHER", "Dust character data bank"],
  [153, 1, "OTHER", "Dust character battle"],
  [154, 1, "SPECIAL_BAYS", "Quafe bay"],
  [155, 1, "FLEET_HANGAR", "Fleet hangar"],
  [156, 1, "OTHER", "Hidden modifiers"],
  [157, 1, "STRUCTURE", "Offline structure"],
  [158, 1, "FIGHTER_BAY", "Fighter bay"],
  [159, 5, "FIGHTER_BAY", "Fighter tube"],
  [164, 8, "SERVICES", "Service slot"],
  [172, 1, "STRUCTURE", "Structure fuel"],
  [173, 1, "STRUCTURE", "Deliveries"],
  [174, 1, "OTHER", "Crate loot"],
  [176, 1, "SPECIAL_BAYS", "Booster bay"],
  [177, 1, "SPECIAL_BAYS", "Subsystem bay"],
  [178, 1, "OTHER", "Raffles"],
  [179, 1, "SPECIAL_BAYS", "Frigate escape bay"],
  [180, 1, "STRUCTURE", "Quantum core room"],
  [181, 1, "SPECIAL_BAYS", "Ice hold"],
  [182, 1, "SPECIAL_BAYS", "Asteroid hold"],
  [183, 1, "SPECIAL_BAYS", "Mobile depot hold"],
  [184, 1, "STRUCTURE", "Corporation projects hangar"],
  [185, 1, "SPECIAL_BAYS", "Infrastructure hold"],
  [186, 1, "SPECIAL_BAYS", "Moon material bay"],
  [187, 1, "STRUCTURE", "Capsuleer deliveries"],
  [188, 1, "SPECIAL_BAYS", "Expedition hold"],
];

const flags = new Map<number, ItemFlag>(
  rows.flatMap(([first, count, section, name]) =>
    Array.from({ length: count }, (_, index): [number, ItemFlag] => [
      first + index,
      { name: count === 1 ? name : `${name} ${index + 1}`, section },
    ]),
  ),
);
