import { itemFlag, type ItemSection } from "../killmails/index.ts";
import type { SlotSection } from "./fit.ts";

/** First inventory flag of each slot section (invFlags); the place in the section is added to it. */
export const firstFlag: Readonly<Record<SlotSection, number>> = {
  LOW_SLOTS: 11,
  MID_SLOTS: 19,
  HIGH_SLOTS: 27,
  RIGS: 92,
  SUBSYSTEMS: 125,
  SERVICES: 164,
};

export const flag = {
  cargo: 5,
  droneBay: 87,
  booster: 88,
  implant: 89,
  fighterBay: 158,
} as const;

/** Sections that every fit may have beside its slots. Whatever else a ship carries lies in bays of its own kind. */
export const ownHolds: ReadonlySet<ItemSection> = new Set([
  "DRONE_BAY",
  "FIGHTER_BAY",
  "IMPLANTS",
  "BOOSTERS",
  "CARGO",
]);

/** Every inventory flag that has a name, by that name in lower case: a fit text may name bays. */
export const flagsByName: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, value) => value)
    .filter((value) => itemFlag(value).name !== `Flag ${value}`)
    .map((value): [string, number] => [
      itemFlag(value).name.toLowerCase(),
      value,
    ]),
);
