import type { SlotSection } from "../fit.ts";
import { itemsOf, listsModules, titleSection, type Block } from "./blocks.ts";

/**
 * Which section each block of modules lists: its title's, else that of the modules whose slot the static data know, else
 * by its place among the others. The game's order is low, mid, high, rigs, subsystems, services; some tools turn the
 * first three round, which the known blocks show.
 */
export function sectionsByPlace(
  blocks: readonly Block[],
): Map<Block, SlotSection> {
  const listing = blocks.filter(listsModules);
  const known = listing.map((block) => titleSection(block) ?? majority(block));
  const order = isTurnedRound(known) ? turned : usual;
  const sections = new Map<Block, SlotSection>();
  let last = -1;
  for (const [index, block] of listing.entries()) {
    const place = known[index];
    if (place != null) {
      last = order.indexOf(place);
      sections.set(block, place);
      continue;
    }
    const next = known.slice(index).find((section) => section != null);
    const bound = next == null ? order.length - 1 : order.indexOf(next);
    last = Math.min(last + 1, Math.max(bound, 0));
    sections.set(block, order[last] ?? "LOW_SLOTS");
  }
  return sections;
}

const usual: readonly SlotSection[] = [
  "LOW_SLOTS",
  "MID_SLOTS",
  "HIGH_SLOTS",
  "RIGS",
  "SUBSYSTEMS",
  "SERVICES",
];
const turned: readonly SlotSection[] = [
  "HIGH_SLOTS",
  "MID_SLOTS",
  "LOW_SLOTS",
  "RIGS",
  "SUBSYSTEMS",
  "SERVICES",
];

function isTurnedRound(known: readonly (SlotSection | null)[]): boolean {
  const [low, mid, high] = (
    ["LOW_SLOTS", "MID_SLOTS", "HIGH_SLOTS"] as const
  ).map((section) => known.indexOf(section));
  const isAfter = (a = -1, b = -1) => a >= 0 && b >= 0 && a > b;
  return isAfter(low, high) || isAfter(low, mid) || isAfter(mid, high);
}

function majority(block: Block): SlotSection | null {
  const counts = new Map<SlotSection, number>();
  const count = (section: SlotSection) =>
    counts.set(section, (counts.get(section) ?? 0) + 1);
  for (const { slot } of itemsOf(block)) if (slot !== null) count(slot);
  for (const { line } of block.lines)
    if (line.kind === "empty") count(line.section);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
