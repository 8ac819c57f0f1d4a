import { expect, test } from "vitest";
import type { DailyAverage } from "../../prices/index.ts";
import { averageOf, isNear, meanOfDays } from "./mean-of-days.ts";

/** Averages in cents, one a day up to and with day 1000. */
const upTo1000 = (...averages: number[]): DailyAverage[] =>
  averages.map((average, index) => ({
    day: 1000 - averages.length + 1 + index,
    average,
  }));

const rising = (count: number, from = 1000) =>
  Array.from({ length: count }, (_, index) => from + index * 100);

test("of 34 days the two lowest and the two highest are dropped", () => {
  // 10.00 to 43.00 ISK; 12.00 to 41.00 stay: (12 + 41) / 2.
  expect(meanOfDays(upTo1000(...rising(34)), 1000)).toEqual({
    mean: 26_50,
    fromDay: 967,
    toDay: 1000,
    found: 34,
    droppedLow: 2,
    droppedHigh: 2,
    leftOut: 0,
  });
});

test("of more than 34 days the newest 34 count", () => {
  const days = upTo1000(1, 1, 1, ...rising(34));
  expect(meanOfDays(days, 1000)).toMatchObject({ mean: 26_50, found: 34 });
});

test.each([
  // 10.00 to 42.00 less the two highest: (10 + 40) / 2.
  [33, { mean: 25_00, droppedLow: 0, droppedHigh: 2 }],
  // 10.00 to 16.00 less the two highest: (10 + 14) / 2.
  [7, { mean: 12_00, droppedLow: 0, droppedHigh: 2 }],
  // 10.00 to 15.00.
  [6, { mean: 12_50, droppedLow: 0, droppedHigh: 0 }],
  [1, { mean: 10_00, droppedLow: 0, droppedHigh: 0 }],
])("%i days", (count, expected) => {
  expect(meanOfDays(upTo1000(...rising(count)), 1000)).toMatchObject({
    ...expected,
    found: count,
  });
});

test("days after the last one that counts are not looked at", () => {
  const days = upTo1000(100, 200, 9_999);
  expect(meanOfDays(days, 999)).toMatchObject({ mean: 150, toDay: 999 });
  expect(meanOfDays(days, 997)).toBeNull();
});

test("days without trade are stepped over, for two years", () => {
  const days = [
    { day: 200, average: 7_00 },
    { day: 271, average: 1_00 },
    { day: 600, average: 2_00 },
  ];
  expect(meanOfDays(days, 1000)).toMatchObject({
    mean: 1_50,
    fromDay: 271,
    found: 2,
  });
  expect(meanOfDays(days, 1400)).toBeNull();
});

test("a mean is rounded to the nearest cent, halves up", () => {
  expect(meanOfDays(upTo1000(1, 2), 1000)?.mean).toBe(2);
  expect(meanOfDays(upTo1000(1, 1, 2), 1000)?.mean).toBe(1);
  expect(meanOfDays(upTo1000(1, 2, 2), 1000)?.mean).toBe(2);
});

test("sums beyond what a double holds stay exact", () => {
  const days = upTo1000(...Array.from({ length: 34 }, () => 1e15 - 1));
  expect(meanOfDays(days, 1000)?.mean).toBe(1e15 - 1);
});

test.each([1e30, 0, -5, Number.NaN, Infinity, 1e15 + 1, 1.5])(
  "a day of %d is no price",
  (nonsense) => {
    const days = upTo1000(5_00, nonsense, 7_00);
    expect(meanOfDays(days, 1000)).toMatchObject({ mean: 6_00, found: 2 });
    expect(averageOf(days, 999)).toBeNull();
    expect(meanOfDays(upTo1000(nonsense), 1000)).toBeNull();
  },
);

test("a manipulated spike counts nothing, however many days it lasts and however few there are", () => {
  const calm = Array.from({ length: 31 }, () => 10_00);
  expect(meanOfDays(upTo1000(...calm, 1e12, 1e12, 1e12), 1000)).toMatchObject({
    mean: 10_00,
    droppedHigh: 2,
    leftOut: 1,
  });
  expect(meanOfDays(upTo1000(10_00, 11_00, 1e12), 1000)).toMatchObject({
    mean: 10_50,
    leftOut: 1,
  });
  expect(meanOfDays(upTo1000(1e12, 10_00), 1000)).toMatchObject({
    mean: 10_00,
    leftOut: 1,
  });
  expect(meanOfDays(upTo1000(1, 10_00, 11_00), 1000)).toMatchObject({
    mean: 10_50,
    leftOut: 1,
  });
});

test("a hundredfold is the bound, and still near", () => {
  expect(isNear(100, 1)).toBe(true);
  expect(isNear(101, 1)).toBe(false);
  expect(isNear(1, 100)).toBe(true);
  expect(isNear(1, 101)).toBe(false);
});

test("finds the average of one day", () => {
  const days = upTo1000(5_00, 6_00);
  expect(averageOf(days, 999)).toBe(5_00);
  expect(averageOf(days, 1000)).toBe(6_00);
  expect(averageOf(days, 1001)).toBeNull();
  expect(averageOf([], 1)).toBeNull();
});
