import { expect, it } from "vitest";
import { displaySecurity } from "./display-security.ts";

it.each([
  [0.9459, 0.9],
  [0.95, 1],
  [0.45, 0.5],
  [0.449, 0.4],
  [0.05, 0.1],
  [0.049, 0.1],
  [0.0001, 0.1],
  [0, 0],
  [-0.04, 0],
  [-0.06, -0.1],
  [-1, -1],
])("shows a true security of %d as %d", (security, shown) => {
  expect(displaySecurity(security)).toBe(shown);
});
