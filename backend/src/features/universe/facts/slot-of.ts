import type { FittingSlot } from "../type-facts.ts";

/** The dogma effects that say where a module goes: names and numbers as the static data's `dogmaEffects` have them. Which modules bear the one of services is not verified. */
const slots: ReadonlyMap<number, FittingSlot> = new Map([
  [11, "low"], // loPower
  [12, "high"], // hiPower
  [13, "mid"], // medPower
  [2663, "rig"], // rigSlot
  [3772, "subsystem"], // subSystem
  [6306, "service"], // serviceSlot
]);

/** Where a type with these effects is fitted; null: nowhere. */
export function slotOf(effectIds: readonly number[]): FittingSlot | null {
  for (const effectId of effectIds) {
    const slot = slots.get(effectId);
    if (slot !== undefined) return slot;
  }
  return null;
}
