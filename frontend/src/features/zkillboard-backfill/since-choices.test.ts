import { expect, test } from "vitest";
import { monthText, sinceChoices } from "./since-choices.ts";

test("the choices count back from this month, which is the last of them", () => {
  expect(sinceChoices(new Date("2026-11-30T23:00:00Z"))).toEqual([
    { value: "", label: "everything, since December 2007" },
    { value: "2025-12", label: "the last 12 months" },
    { value: "2023-12", label: "the last 3 years" },
    { value: "2021-12", label: "the last 5 years" },
    { value: "2016-12", label: "the last 10 years" },
  ]);
  expect(sinceChoices(new Date("2026-01-31T00:00:00Z"))[1]?.value).toBe(
    "2025-02",
  );
});

test("a month is shown with its name", () => {
  expect(monthText("2021-03")).toBe("March 2021");
});
