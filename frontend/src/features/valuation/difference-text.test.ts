import { expect, it } from "vitest";
import { differenceText } from "./difference-text.ts";

it.each([
  ["103.20", "100.00", "This site says 3.2 % more."],
  ["50.00", "100.00", "This site says 50.0 % less."],
  ["100.01", "100.00", "This site says the same."],
  ["100.00", "0.00", ""],
])("%s against %s", (ours, theirs, text) => {
  expect(differenceText(ours, theirs)).toBe(text);
});
