import { expect, test } from "vitest";
import { dayOf, dayText, lastPricingDay } from "./kill-day.ts";

const day = (text: string) => Date.parse(text) / 86_400_000;

test.each([
  // A first valuation knows the days that were over; a later one the day of the kill less one hour, as zKillboard.
  ["2024-03-10T12:00:00Z", "2024-03-09", "2024-03-10"],
  ["2024-03-10T00:59:59Z", "2024-03-09", "2024-03-09"],
  ["2024-03-10T01:00:00Z", "2024-03-09", "2024-03-10"],
  ["2024-03-10T23:59:59Z", "2024-03-09", "2024-03-10"],
])("a kill at %s", (moment, first, repriced) => {
  const time = new Date(moment);
  expect(dayOf(time)).toBe(day("2024-03-10"));
  expect(lastPricingDay(time, "first")).toBe(day(first));
  expect(lastPricingDay(time, "repriced")).toBe(day(repriced));
});

test("days are shown as dates", () => {
  expect(dayText(day("2024-02-29"))).toBe("2024-02-29");
});
