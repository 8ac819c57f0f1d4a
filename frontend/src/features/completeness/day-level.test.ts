import { expect, test } from "vitest";
import { dayLevel, dayText, shareText } from "./day-level.ts";

const day = (have: number, missing: number) => ({
  zkillboard: have + missing,
  everef: null,
  have,
  missing,
});

test("a day is as complete as its share", () => {
  expect(dayLevel(undefined)).toBe("unknown");
  expect(dayLevel(day(0, 100))).toBe("empty");
  expect(dayLevel(day(49, 51))).toBe("absent");
  expect(dayLevel(day(98, 2))).toBe("partial");
  expect(dayLevel(day(999, 1))).toBe("nearly");
  expect(dayLevel(day(100, 0))).toBe("complete");
});

test("a day of which no source says anything is not complete", () => {
  expect(dayLevel({ ...day(5, 0), zkillboard: null })).toBe("unknown");
  expect(dayText("2021-11-27", { ...day(5, 0), zkillboard: null })).toBe(
    "2021-11-27: not compared",
  );
});

test("a hundred is said only when nothing is missing", () => {
  expect(shareText({ have: 999_999, missing: 1 })).toBe("99.99 %");
  expect(shareText({ have: 3, missing: 0 })).toBe("100 %");
});

test("days in words", () => {
  expect(dayText("2021-11-27", day(1_200, 3))).toBe(
    "2021-11-27: 3 of 1,203 killmails missing",
  );
  expect(dayText("2021-11-27", day(1_200, 0))).toBe(
    "2021-11-27: all 1,200 killmails are here",
  );
});
