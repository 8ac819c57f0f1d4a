import { expect, test } from "vitest";
import {
  canSettle,
  isOver,
  monthName,
  monthOf,
  monthsBetween,
  readMonth,
} from "./months.ts";

test("months go from the last to the first, over the turn of a year", () => {
  expect(monthsBetween("2020-11", "2021-02")).toEqual([
    "2021-02",
    "2021-01",
    "2020-12",
    "2020-11",
  ]);
  expect(monthsBetween("2021-02", "2021-02")).toEqual(["2021-02"]);
  expect(monthsBetween("2021-03", "2021-02")).toEqual([]);
  expect(monthsBetween("2007-12", "2026-11")).toHaveLength(228);
});

test("a month is written YYYY-MM, and none is before the first of all", () => {
  expect(readMonth("2021-03")).toBe("2021-03");
  expect(readMonth("1999-01")).toBe("2007-12");
  for (const text of ["2021-13", "2021-00", "2021-3", "2021", "2021-03-01"])
    expect(readMonth(text)).toBeNull();
  expect(monthOf(new Date("2021-12-01T00:00:00Z"))).toBe("2021-12");
  expect(monthName("2021-03")).toBe("March 2021");
});

test("a month is over when no answer can be older than its last mails, and settles a week after its end", () => {
  expect(isOver("2021-11", new Date("2021-12-01T01:59:59Z"))).toBe(false);
  expect(isOver("2021-11", new Date("2021-12-01T02:00:00Z"))).toBe(true);
  expect(canSettle("2021-12", new Date("2022-01-07T23:59:59Z"))).toBe(false);
  expect(canSettle("2021-12", new Date("2022-01-08T00:00:00Z"))).toBe(true);
});
