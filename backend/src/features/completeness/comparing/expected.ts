import type { Day } from "../../../platform/everef/index.ts";
import type { CompletenessDay } from "../completeness.ts";
import type { Totals } from "../sources/ask-totals.ts";
import type { DaySource } from "../sources/day-source.ts";

/** What a source says of one day. */
export interface Expected {
  readonly source: DaySource;
  /** How many mails; null: it does not answer for the day. */
  readonly count: number | null;
  /** Why it could not be asked now; `count` is its last word then. */
  readonly problem: string | null;
}

/** By the totals of each of the sources, in their order. */
export function expectedOf(
  day: Day,
  sources: readonly DaySource[],
  totals: readonly Totals[],
  known: CompletenessDay | undefined,
): Expected[] {
  return sources.map((source, index) => {
    const told = totals[index];
    return told?.counts
      ? { source, count: told.counts.get(day) ?? null, problem: null }
      : {
          source,
          count: known?.[source.key] ?? null,
          problem: told?.problem ?? null,
        };
  });
}

/** Nothing is to be learnt from any list: all that answer have as many as are here, or as they had when the day was found complete. */
export function isSettled(
  expected: readonly Expected[],
  have: number,
  known: CompletenessDay | undefined,
): boolean {
  const isAsBefore =
    known !== undefined &&
    known.missing === 0 &&
    known.message === null &&
    known.have === have &&
    expected.every(({ source, count }) => count === known[source.key]);
  return (
    isAsBefore ||
    expected.every(({ count }) => count === null || count === have)
  );
}

/** Less than half of what some source has is here: that is not a day with gaps but one nobody has imported. */
export function isMostlyAbsent(
  expected: readonly Expected[],
  have: number,
): boolean {
  return have * 2 < Math.max(0, ...expected.map(({ count }) => count ?? 0));
}

/** Whether the nightly comparison looks at the day: it is new or recent, its totals are others than last time, or something was left to do. */
export function isDue(
  expected: readonly Expected[],
  known: CompletenessDay | undefined,
  isRecent: boolean,
): boolean {
  return (
    isRecent ||
    known === undefined ||
    known.missing > 0 ||
    known.message !== null ||
    expected.some(({ source, count }) => count !== known[source.key])
  );
}
