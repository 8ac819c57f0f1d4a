import type { ItemSection } from "../killmails/index.ts";

/** Sections whose content is fitted, one module a slot; in the order a fit is read. */
export const slotSections = [
  "HIGH_SLOTS",
  "MID_SLOTS",
  "LOW_SLOTS",
  "RIGS",
  "SUBSYSTEMS",
  "SERVICES",
] as const satisfies readonly ItemSection[];

export type SlotSection = (typeof slotSections)[number];

export const isSlotSection = (section: ItemSection): section is SlotSection =>
  (slotSections as readonly ItemSection[]).includes(section);

/** The game has eight inventory flags for each slot section; what lies beyond has no place on a ship. */
export const slotsOfASection = 8;

/** Units that were lost with the ship; of a fit that nobody lost, null. */
export interface LostUnits {
  readonly dropped: number;
  readonly destroyed: number;
}

export interface LoadedCharge {
  readonly typeId: number;
  /** Null where the source does not say: texts name the charge only. */
  readonly quantity: number | null;
  readonly lost: LostUnits | null;
}

export interface FittedModule {
  readonly section: SlotSection;
  /** Place in its section, from 0. Gaps are empty slots. */
  readonly position: number;
  readonly typeId: number;
  readonly charge: LoadedCharge | null;
  readonly lost: LostUnits | null;
}

/** Units of one type in a bay, in the cargo, in a head. */
export interface FitStack {
  readonly section: ItemSection;
  /** The game's inventory flag, which tells the bays of one section apart. */
  readonly flag: number;
  readonly typeId: number;
  readonly quantity: number;
  readonly lost: LostUnits | null;
}

/** A hull and what is on it, whatever it was read from. */
export interface Fit {
  readonly hullTypeId: number;
  readonly name: string;
  /** By section, then by place. A place may be taken twice: what a mail or a text says is kept, also when no ship could fly so. */
  readonly modules: readonly FittedModule[];
  /** Each type once per flag. */
  readonly stacks: readonly FitStack[];
}
