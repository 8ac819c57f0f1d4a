import { expect, test } from "vitest";
import { dividedCents, iskText } from "./cents.ts";

test.each([
  [0, "0.00"],
  [1, "0.01"],
  [10, "0.10"],
  [123_456, "1234.56"],
  [Number.MAX_SAFE_INTEGER, "90071992547409.91"],
])("%i cents are %s ISK", (cents, text) => {
  expect(iskText(cents)).toBe(text);
});

test("divides to the nearest cent, halves up", () => {
  expect(dividedCents(5n, 2)).toBe(3);
  expect(dividedCents(7n, 3)).toBe(2);
  expect(dividedCents(8n, 3)).toBe(3);
});
