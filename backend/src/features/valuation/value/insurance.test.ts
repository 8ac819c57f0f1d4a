import { expect, test } from "vitest";
import { factsOf } from "../test-support/facts-of.ts";
import { insuranceOf } from "./insurance.ts";

const facts = factsOf({
  types: {
    587: { category: 6, group: 25, basePriceIsk: 312_500.55 },
    588: { category: 6, group: 25 },
    589: { category: 6, group: 25, basePriceIsk: 0 },
    670: { category: 6, group: 29, basePriceIsk: 100 },
    35832: { category: 65, basePriceIsk: 100 },
  },
});

test("pays 40 % of the base price without a contract, all of it by the best", () => {
  expect(insuranceOf(facts, 587)).toEqual({
    none: 125_000_22,
    platinum: 312_500_55,
  });
});

test.each([588, 589, 670, 35832, 1])(
  "nothing is said of type %i: no base price, or nothing that can be insured",
  (typeId) => {
    expect(insuranceOf(facts, typeId)).toBeNull();
  },
);
