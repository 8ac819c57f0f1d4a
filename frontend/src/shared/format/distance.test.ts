import { expect, it } from "vitest";
import { formatDistance } from "./distance.ts";

it.each([
  [0, "0 m"],
  [9_999.4, "9,999 m"],
  [10_000, "10 km"],
  [2_345_678, "2,346 km"],
  [14_959_000_000, "14,959,000 km"],
  [14_960_000_000, "0.1 AU"],
  [1_234_567_890_123, "8.3 AU"],
])("%d metres are %s", (meters, text) => {
  expect(formatDistance(meters)).toBe(text);
});
