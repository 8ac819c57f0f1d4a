import { expect, test } from "vitest";
import { nextDays } from "./next-days.ts";

test("the pause doubles while nothing changes, and no further than eight weeks", () => {
  const pauses: number[] = [];
  let days: number | null = null;
  for (let turn = 0; turn < 6; turn++)
    pauses.push((days = nextDays(days, false)));
  expect(pauses).toEqual([7, 14, 28, 56, 56, 56]);
  expect(nextDays(56, true)).toBe(7);
});
