import { itemFlag } from "../../killmails/index.ts";
import { category, isFitted } from "../categories.ts";
import { isSlotSection, type SlotSection } from "../fit.ts";
import type { ResolvedItem, ResolvedLine } from "./resolved-line.ts";

/** Lines of one fit that nothing separates. */
export interface Block {
  readonly lines: readonly ResolvedLine[];
  /** The bay or section its title names. */
  readonly titleFlag: number | null;
  /** How many empty lines stand before it. */
  readonly blanksBefore: number;
}

/** Splits a fit at its empty lines and titles. A title holds until the next one: within a titled fit, empty lines say nothing. */
export function blocksOf(lines: readonly ResolvedLine[]): Block[] {
  const blocks: Block[] = [];
  let current: ResolvedLine[] = [];
  let titleFlag: number | null = null;
  let blanksBefore = 0;
  const close = () => {
    if (current.length > 0)
      blocks.push({ lines: current, titleFlag, blanksBefore });
    if (current.length > 0) blanksBefore = 0;
    current = [];
  };
  for (const line of lines) {
    const { kind } = line.line;
    if (kind === "blank") {
      close();
      blanksBefore++;
    } else if (kind === "section") {
      close();
      titleFlag = line.line.flag;
    } else if (kind === "item" || kind === "empty") current.push(line);
  }
  close();
  return blocks;
}

/** Items of the block whose type is known. */
export const itemsOf = ({ lines }: Block): ResolvedItem[] =>
  lines.flatMap(({ item }) =>
    item === null || item.typeId === null ? [] : [item],
  );

export const titleSection = ({ titleFlag }: Block): SlotSection | null => {
  if (titleFlag === null) return null;
  const { section } = itemFlag(titleFlag);
  return isSlotSection(section) ? section : null;
};

/** Whether a block without title lists fitted modules: one without a count, or an empty slot, makes it one. */
export function listsModules(block: Block): boolean {
  if (block.titleFlag !== null) return titleSection(block) !== null;
  return block.lines.some(
    ({ line, item }) =>
      line.kind === "empty" ||
      (item?.quantity === null &&
        item.facts !== undefined &&
        isFitted(item.facts.categoryId)),
  );
}

/** Whether a block has nothing but drones and fighters, so that what follows is the cargo. */
export const isDroneBay = (block: Block): boolean => {
  const items = itemsOf(block);
  return items.length > 0 && items.every(fliesOut);
};

export const fliesOut = ({ facts }: ResolvedItem): boolean =>
  facts?.categoryId === category.drone ||
  facts?.categoryId === category.fighter;
