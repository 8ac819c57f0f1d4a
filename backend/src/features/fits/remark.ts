import { sectionTitles } from "../killmails/index.ts";
import type { Place, Remark } from "./fit-line.ts";
import { slotsOfASection, type SlotSection } from "./fit.ts";

export const remark = (
  code: Remark["code"],
  message: string,
  suggestions: readonly string[] = [],
): Remark => ({ code, message, suggestions });

/** What is to be said of modules whose slot was taken from where they stand, or that stand where no ship has a slot. */
export function slotRemarks(
  section: SlotSection,
  isByPlace: boolean,
  places: readonly Place[],
): Remark[] {
  const title = sectionTitles[section].toLowerCase();
  const remarks: Remark[] = [];
  if (isByPlace)
    remarks.push(
      remark(
        "SLOT_FROM_PLACE",
        `The static data do not say where it is fitted; taken for ${title} by its place in the text.`,
      ),
    );
  if (places.some(({ position }) => (position ?? 0) >= slotsOfASection))
    remarks.push(
      remark(
        "SURPLUS",
        `No ship has more than ${slotsOfASection} ${title}; kept all the same.`,
      ),
    );
  return remarks;
}
