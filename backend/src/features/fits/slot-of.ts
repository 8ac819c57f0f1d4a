import type { FittingSlot, TypeFacts } from "../universe/index.ts";
import { category } from "./categories.ts";
import type { SlotSection } from "./fit.ts";

/** Where the static data say a type is fitted; null when it is no module or they lack its dogma. A subsystem needs none: its category says it. */
export function slotOf(facts: TypeFacts | undefined): SlotSection | null {
  if (facts === undefined) return null;
  if (facts.slot !== null) return sections[facts.slot];
  return facts.categoryId === category.subsystem ? "SUBSYSTEMS" : null;
}

const sections: Readonly<Record<FittingSlot, SlotSection>> = {
  high: "HIGH_SLOTS",
  mid: "MID_SLOTS",
  low: "LOW_SLOTS",
  rig: "RIGS",
  subsystem: "SUBSYSTEMS",
  service: "SERVICES",
};
