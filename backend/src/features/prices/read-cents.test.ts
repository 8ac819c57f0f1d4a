import { expect, test } from "vitest";
import { readCents } from "./read-cents.ts";

test.each([
  [4.5, 450],
  ["4.50", 450],
  ["1.5E7", 1_500_000_000],
  [0.01, 1],
  [0.1 + 0.2, 30],
  ["147428339557.01", 14_742_833_955_701],
  [1e13, 1e15],
])("%j ISK are %d cents", (isk, cents) => {
  expect(readCents(isk)).toBe(cents);
});

test.each([
  [1e30, "above all reason"],
  ["1e30", "above all reason"],
  [1e13 + 1, "above all reason"],
  [Infinity, "above all reason"],
  [0, "not above zero"],
  ["0.004", "not above zero"],
  [-5, "not above zero"],
  ["-5", "not above zero"],
  [-Infinity, "not above zero"],
  [NaN, "no number"],
  ["NaN", "no number"],
  ["", "no number"],
  ["  ", "no number"],
  ["0x10", "no number"],
  ["12,5", "no number"],
  [null, "no number"],
  [undefined, "no number"],
  [{}, "no number"],
])("%j is no price: %s", (isk, reason) => {
  expect(readCents(isk)).toBe(reason);
});
