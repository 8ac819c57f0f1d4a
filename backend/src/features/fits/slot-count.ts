import type { StaticFacts } from "../universe/index.ts";
import type { Fit, SlotSection } from "./fit.ts";

/** How many slots of a section the hull has, those its subsystems bring included; null when the static data lack its dogma. */
export function slotCount(
  { hullTypeId, modules }: Pick<Fit, "hullTypeId" | "modules">,
  section: SlotSection,
  facts: Pick<StaticFacts, "type">,
): number | null {
  const { own, bySubsystem } = attributes[section];
  const hull = facts.type(hullTypeId);
  const ofHull = hull?.attribute(own);
  if (bySubsystem === null) return ofHull ?? null;
  const added = modules
    .filter((module) => module.section === "SUBSYSTEMS")
    .map(({ typeId }) => facts.type(typeId)?.attribute(bySubsystem) ?? 0)
    .reduce((sum, slots) => sum + slots, 0);
  return ofHull === undefined && added === 0 ? null : (ofHull ?? 0) + added;
}

/** Dogma attributes (`dogmaAttributes` of the static data): lowSlots, medSlots, hiSlots, rigSlots, maxSubSystems, serviceSlots, and the modifiers of subsystems. */
const attributes: Readonly<
  Record<SlotSection, { own: number; bySubsystem: number | null }>
> = {
  LOW_SLOTS: { own: 12, bySubsystem: 1376 },
  MID_SLOTS: { own: 13, bySubsystem: 1375 },
  HIGH_SLOTS: { own: 14, bySubsystem: 1374 },
  RIGS: { own: 1137, bySubsystem: null },
  SUBSYSTEMS: { own: 1367, bySubsystem: null },
  SERVICES: { own: 2056, bySubsystem: null },
};
