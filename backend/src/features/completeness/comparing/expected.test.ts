import { describe, expect, test } from "vitest";
import type { CompletenessDay } from "../completeness.ts";
import type { DaySource } from "../sources/day-source.ts";
import { expectedOf, isDue, isMostlyAbsent, isSettled } from "./expected.ts";

const day = "2021-11-27";
const source = (key: DaySource["key"]): DaySource => ({
  key,
  title: key,
  ledgerName: key,
  totals: () => Promise.resolve(new Map()),
  list: () => Promise.resolve(null),
});
const sources = [source("zkillboard"), source("everef")];
const says = (zkillboard: number | null, everef: number | null) =>
  [zkillboard, everef].map((count) => ({
    counts: new Map(count === null ? [] : [[day, count]]),
    problem: null,
  }));
const complete: CompletenessDay = {
  day,
  zkillboard: 10,
  everef: 11,
  have: 11,
  missing: 0,
  rejected: 0,
  expired: 0,
  checkedAt: new Date(0),
  message: null,
};
const expected = (
  zkillboard: number | null,
  everef: number | null,
  known?: CompletenessDay,
) => expectedOf(day, sources, says(zkillboard, everef), known);

describe("what a source says of a day", () => {
  test("is null where it does not know the day, never 0", () => {
    expect(expected(10, null, complete).map(({ count }) => count)).toEqual([
      10,
      null,
    ]);
  });

  test("is its last word while it is away, and null before the first", () => {
    const away = { counts: null, problem: "away" };
    const counts = (known?: CompletenessDay) =>
      expectedOf(day, sources, [away, away], known).map(({ count }) => count);
    expect(counts(complete)).toEqual([10, 11]);
    expect(counts()).toEqual([null, null]);
  });
});

describe("no list is read", () => {
  test("when all have as many as are here", () => {
    expect(isSettled(expected(11, 11), 11, undefined)).toBe(true);
    expect(isSettled(expected(null, 11), 11, undefined)).toBe(true);
    expect(isSettled(expected(11, 12), 11, undefined)).toBe(false);
    expect(isSettled(expected(10, 11), 11, undefined)).toBe(false);
  });

  test("when nothing has changed since the day was complete", () => {
    expect(isSettled(expected(10, 11), 11, complete)).toBe(true);
    expect(isSettled(expected(11, 12), 11, complete)).toBe(false);
    expect(isSettled(expected(10, 12), 11, complete)).toBe(false);
    expect(
      isSettled(expected(10, 11), 10, { ...complete, have: 10, missing: 1 }),
    ).toBe(false);
    expect(isSettled(expected(10, 11), 9, complete)).toBe(false);
  });
});

test("a day of which less than half is here is no day with gaps", () => {
  expect(isMostlyAbsent(expected(10, 4), 5)).toBe(false);
  expect(isMostlyAbsent(expected(11, null), 5)).toBe(true);
  expect(isMostlyAbsent(expected(null, null), 0)).toBe(false);
});

test("by night a day is looked at when it is new, recent, changed or unfinished", () => {
  expect(isDue(expected(10, 11), complete, false)).toBe(false);
  expect(isDue(expected(10, 11), complete, true)).toBe(true);
  expect(isDue(expected(10, 11), undefined, false)).toBe(true);
  expect(isDue(expected(10, 12), complete, false)).toBe(true);
  expect(isDue(expected(10, 11), { ...complete, missing: 1 }, false)).toBe(
    true,
  );
  expect(isDue(expected(10, 11), { ...complete, message: "away" }, false)).toBe(
    true,
  );
});
