import type { Place } from "./fit-line.ts";
import type { SlotSection } from "./fit.ts";

/** Hands out the places of a fit's slot sections, one after the other. */
export interface Slots {
  take(section: SlotSection): number;
}

export function createSlots(): Slots {
  const next = new Map<SlotSection, number>();
  return {
    take: (section) => {
      const position = next.get(section) ?? 0;
      next.set(section, position + 1);
      return position;
    },
  };
}

/** So many modules of a type in the next free places of a section, each with its charge. */
export function fillSlots(
  slots: Slots,
  section: SlotSection,
  count: number,
  typeId: number,
  chargeTypeId: number | null,
): Place[] {
  const places: Place[] = [];
  for (let module = 0; module < count; module++) {
    const position = slots.take(section);
    const place = { section, position, quantity: 1 };
    places.push({ ...place, typeId, isCharge: false });
    if (chargeTypeId !== null)
      places.push({ ...place, typeId: chargeTypeId, isCharge: true });
  }
  return places;
}
