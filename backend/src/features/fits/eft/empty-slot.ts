import type { SlotSection } from "../fit.ts";

/** The section of a line such as "[Empty Med slot]", null for any other line. */
export function emptySlot(text: string): SlotSection | null {
  const word = /^\[\s*empty\s+(\w+)\s+slots?\s*\]$/i.exec(text)?.[1];
  return word === undefined ? null : (sections.get(word.toLowerCase()) ?? null);
}

const sections: ReadonlyMap<string, SlotSection> = new Map([
  ["low", "LOW_SLOTS"],
  ["med", "MID_SLOTS"],
  ["mid", "MID_SLOTS"],
  ["medium", "MID_SLOTS"],
  ["high", "HIGH_SLOTS"],
  ["hi", "HIGH_SLOTS"],
  ["rig", "RIGS"],
  ["subsystem", "SUBSYSTEMS"],
  ["service", "SERVICES"],
]);
