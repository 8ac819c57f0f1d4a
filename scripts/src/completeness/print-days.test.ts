import { expect, test } from "vitest";
import { printDays } from "./print-days.ts";
import { sumOf } from "./sum-of.ts";

const day = {
  day: "2021-11-27",
  zkillboard: 10,
  everef: null,
  have: 10,
  missing: 0,
  rejected: 0,
  expired: 0,
  checkedAt: new Date(0),
  message: null,
};
const print = (...days: (typeof day)[]) => printDays(days, sumOf(days));

test("a line for each day and one for all", () => {
  expect(print(day, { ...day, have: 7, missing: 3 })).toEqual([
    "day         zKillboard  EVE Ref  here  missing  rejected  expired  %       why",
    "2021-11-27  10          -        10    0        0         0        100.00",
    "2021-11-27  10          -        7     3        0         0        70.00",
    "2 days: 17 of 20 killmails are here (85.00 %), 3 are missing.",
  ]);
});

test("a day of which no source says anything is not a hundred per cent", () => {
  const lines = printDays(
    [{ ...day, zkillboard: null, have: 0 }],
    sumOf([{ ...day, zkillboard: null, have: 0 }]),
  );
  expect(lines[1]).toMatch(/ -$/);
  expect(lines[2]).toBe(
    "Of 1 day no source says how many killmails there are.",
  );
});

test("of many days only those are shown that there is something to say of", () => {
  const many = Array.from({ length: 70 }, () => day);
  const lines = print(...many, { ...day, day: "2021-12-01", missing: 1 });
  expect(lines.slice(1, -1)).toEqual([
    expect.stringMatching(/^2021-12-01 /),
    "70 more days are complete.",
  ]);
});
