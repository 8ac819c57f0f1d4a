import type { ArchiveOffer, Day } from "../../../platform/everef/index.ts";

import type { HistoryDay } from "./store.ts";

export interface PlannedDay extends ArchiveOffer {
  readonly day: Day;
}

/** Which days of a source are to be imported: all it has, less those that are here as complete as its totals say. Oldest first. */
export function planDays(
  offers: ReadonlyMap<Day, ArchiveOffer>,
  known: ReadonlyMap<Day, HistoryDay>,
  days: { from: Day; to: Day },
  isForced: boolean,
): { wanted: PlannedDay[]; passedOver: number } {
  const all = [...offers]
    .map(([day, offer]) => ({ day, ...offer }))
    .filter(
      ({ day, expected }) =>
        day >= days.from && day <= days.to && expected !== 0,
    )
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  const wanted = all.filter(
    (one) => isForced || !isComplete(known.get(one.day), one),
  );
  return { wanted, passedOver: all.length - wanted.length };
}

/** Late killmails make a source rewrite its archive, and its totals rise with it. Where there are none, the file says whether it is the same. */
function isComplete(
  row: HistoryDay | undefined,
  { expected, etag }: ArchiveOffer,
): boolean {
  if (row?.state !== "imported") return false;
  return expected === null
    ? etag !== null && row.etag === etag
    : row.imported + row.refused === expected;
}
