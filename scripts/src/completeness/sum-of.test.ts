import { expect, test } from "vitest";
import { percentOf, sumOf } from "./sum-of.ts";

const day = {
  day: "2021-11-27",
  zkillboard: 10,
  everef: 10,
  have: 10,
  missing: 0,
  rejected: 0,
  expired: 0,
  checkedAt: new Date(0),
  message: null,
};

test("days are added up", () => {
  expect(
    sumOf([
      day,
      { ...day, have: 7, missing: 2, rejected: 1, message: "away" },
      { ...day, zkillboard: null, everef: null, have: 3, expired: 4 },
    ]),
  ).toEqual({
    have: 20,
    missing: 2,
    rejected: 1,
    expired: 4,
    percent: 90.9,
    unsure: 2,
  });
});

test("a hundred is only said when nothing is missing", () => {
  expect(percentOf({ have: 999_999, missing: 1 })).toBe(99.99);
  expect(percentOf({ have: 5, missing: 0 })).toBe(100);
  expect(percentOf({ have: 0, missing: 3 })).toBe(0);
});
