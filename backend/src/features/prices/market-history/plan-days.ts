import type { ArchiveOffer, Day } from "../../../platform/everef/index.ts";

/** What is known of a day that was imported, or could not be. */
export interface KnownDay {
  readonly expected: number | null;
  readonly etag: string | null;
  readonly state: "imported" | "failed";
}

export interface PlannedDay extends ArchiveOffer {
  readonly day: Day;
}

/** Which days are to be imported: all there are, less those that are the same as when they were imported. Oldest first. */
export function planDays(
  offers: ReadonlyMap<Day, ArchiveOffer>,
  known: ReadonlyMap<Day, KnownDay>,
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
    (one) => isForced || !isHere(known.get(one.day), one),
  );
  return { wanted, passedOver: all.length - wanted.length };
}

/** Totals are compared with what they said before, not with what a file had: EVE Ref does not say what they count. */
function isHere(
  row: KnownDay | undefined,
  { expected, etag }: ArchiveOffer,
): boolean {
  if (row?.state !== "imported") return false;
  return expected === null
    ? etag !== null && row.etag === etag
    : row.expected === expected;
}
