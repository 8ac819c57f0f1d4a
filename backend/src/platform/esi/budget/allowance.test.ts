import { expect, it } from "vitest";
import { priorities } from "../../../kernel/index.ts";
import { allowance } from "./allowance.ts";
import { rateLimits } from "./rate-limits.ts";

const of = (group: string, reserve = 0.3) => {
  const limit = rateLimits[group];
  if (limit === undefined) throw new Error(group);
  return priorities.map((priority) => allowance(limit, priority, reserve));
};

it("lets urgent work spend the burst, and the others leave it their part of the reserve", () => {
  expect(of("killmail")).toEqual([3600, 3600, 3060, 2520]);
  expect(of("char-killmail")).toEqual([30, 30, 26, 21]);
});

it("spares the error limit's last errors for others behind the address", () => {
  expect(of("error-limit")).toEqual([80, 80, 80, 70]);
});

it("never leaves anybody without a call, and nobody with more than there is", () => {
  expect(of("char-killmail", 1)).toEqual([30, 30, 15, 5]);
  expect(of("char-killmail", 0)).toEqual([30, 30, 30, 30]);
});
