import { itemFlag, type ItemSection } from "../../killmails/index.ts";
import { category, isFitted } from "../categories.ts";
import { isSlotSection, slotsOfASection, type SlotSection } from "../fit.ts";
import { flag } from "../flags.ts";
import { holdFlag } from "../hold-flag.ts";
import { titleSection, type Block } from "./blocks.ts";
import type { ResolvedItem } from "./resolved-line.ts";

/** Where a line's item goes: into slots, or into a hold. */
export type Spot =
  SlotSpot | { readonly flag: number; readonly quantity: number };

export interface SlotSpot {
  readonly section: SlotSection;
  readonly count: number;
  /** How the section was found: by the static data, or by where the line stands. */
  readonly by: "data" | "place";
  /** The section the line's title names, when it is another. */
  readonly listedIn: SlotSection | null;
}

export interface BlockPlace {
  readonly block: Block;
  /** Of blocks that list modules. */
  readonly section: SlotSection | null;
  /** Whether it is the list of the cargo, in which drones are cargo too. */
  readonly isCargo: boolean;
}

/** Where an item of a fit text belongs, by what it is and where it stands. */
export function placeItem(
  item: ResolvedItem,
  { block, section, isCargo }: BlockPlace,
): Spot {
  const quantity = item.quantity ?? 1;
  const { titleFlag } = block;
  const title = titleSection(block);
  if (titleFlag !== null && title === null)
    return { flag: titleFlag, quantity };
  if (isSlotted(item, section)) {
    const spot = item.slot ?? section;
    const isFew = quantity <= slotsOfASection;
    // "Warp Core Stabilizer I x7" after the modules is cargo; among modules, and under a title, it is seven modules.
    if (spot !== null && isFew && (item.quantity === null || section !== null))
      return {
        section: spot,
        count: quantity,
        by: item.slot === null ? "place" : "data",
        listedIn: title !== null && title !== spot ? title : null,
      };
  }
  return { flag: holdOf(item, isCargo), quantity };
}

/** Modules are slotted; so is what is no module but stands among them, for killmails of old name such things in slots. */
function isSlotted(item: ResolvedItem, section: SlotSection | null): boolean {
  if (item.slot !== null) return true;
  const categoryId = item.facts?.categoryId;
  if (categoryId === undefined) return section !== null;
  if (isFitted(categoryId)) return true;
  return (
    section !== null && item.quantity === null && !ownPlace.has(categoryId)
  );
}

/** Categories that never stand in a slot of their own. */
const ownPlace: ReadonlySet<number> = new Set([
  category.charge,
  category.drone,
  category.fighter,
  category.implant,
  category.ship,
]);

function holdOf({ facts, quantity }: ResolvedItem, isCargo: boolean): number {
  // With a count they lie in the cargo; implants in a head are listed without.
  const isInHead = facts?.categoryId === category.implant && quantity === null;
  if (isInHead) return holdFlag(facts);
  return isCargo || facts?.categoryId === category.implant
    ? flag.cargo
    : holdFlag(facts);
}

/** The section of a spot, and whether it has places. */
export function spotSection(spot: Spot): ItemSection {
  if ("section" in spot) return spot.section;
  const { section } = itemFlag(spot.flag);
  return isSlotSection(section) ? "CARGO" : section;
}
