/** Where on a ship or structure items were, in the order a fit is read; as in the API's enum of the same name. */
export const itemSections = [
  "HIGH_SLOTS",
  "MID_SLOTS",
  "LOW_SLOTS",
  "RIGS",
  "SUBSYSTEMS",
  "SERVICES",
  "DRONE_BAY",
  "FIGHTER_BAY",
  "IMPLANTS",
  "BOOSTERS",
  "CARGO",
  "SPECIAL_BAYS",
  "FLEET_HANGAR",
  "SHIP_HANGAR",
  "STRUCTURE",
  "OTHER",
] as const;

export type ItemSection = (typeof itemSections)[number];

export const sectionTitles: Readonly<Record<ItemSection, string>> = {
  HIGH_SLOTS: "High slots",
  MID_SLOTS: "Mid slots",
  LOW_SLOTS: "Low slots",
  RIGS: "Rigs",
  SUBSYSTEMS: "Subsystems",
  SERVICES: "Services",
  DRONE_BAY: "Drone bay",
  FIGHTER_BAY: "Fighters",
  IMPLANTS: "Implants",
  BOOSTERS: "Boosters",
  CARGO: "Cargo",
  SPECIAL_BAYS: "Special bays",
  FLEET_HANGAR: "Fleet hangar",
  SHIP_HANGAR: "Ship hangar",
  STRUCTURE: "Structure",
  OTHER: "Other",
};
