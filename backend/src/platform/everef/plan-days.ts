import type { ArchiveOffer } from "./day-archives.ts";
import type { Day } from "./everef.ts";

export interface PlannedDay extends ArchiveOffer {
  readonly day: Day;
}

/** Which days of a source are to be imported: all it has within `days` but empty ones, less those that are here as it offers them. Oldest first, but those that failed before last: three of them may end an import, and would end it there every time. */
export function planDays(
  offers: ReadonlyMap<Day, ArchiveOffer>,
  days: { readonly from: Day; readonly to: Day },
  look: {
    isHere: (offered: PlannedDay) => boolean;
    hasFailed: (day: Day) => boolean;
  },
): { wanted: PlannedDay[]; passedOver: number } {
  const all = [...offers]
    .map(([day, offer]) => ({ day, ...offer }))
    .filter(
      ({ day, expected }) =>
        day >= days.from && day <= days.to && expected !== 0,
    )
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  const missing = all.filter((one) => !look.isHere(one));
  const wanted = [
    ...missing.filter(({ day }) => !look.hasFailed(day)),
    ...missing.filter(({ day }) => look.hasFailed(day)),
  ];
  return { wanted, passedOver: all.length - wanted.length };
}
