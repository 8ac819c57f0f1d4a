import { expect, test } from "vitest";
import { daysOfYear, monthsOf } from "./year-calendar.ts";

test("a year has all its days, in weeks that begin on Monday", () => {
  const days = daysOfYear(2021);
  expect(days).toHaveLength(365);
  // A Friday.
  expect(days[0]).toEqual({ name: "2021-01-01", week: 0, weekday: 4 });
  expect(days[3]).toEqual({ name: "2021-01-04", week: 1, weekday: 0 });
  expect(days.at(-1)).toEqual({ name: "2021-12-31", week: 52, weekday: 4 });
  expect(daysOfYear(2020)).toHaveLength(366);
});

test("months stand at the week of their first day", () => {
  const months = monthsOf(daysOfYear(2021));
  expect(months).toHaveLength(12);
  expect(months[0]).toEqual({ name: "Jan", week: 0 });
  expect(months[1]).toEqual({ name: "Feb", week: 5 });
});
