import { expect, test } from "vitest";
import { factsOf } from "../test-support/facts-of.ts";
import { explainPrice } from "./explain-price.ts";
import type { UnitPrice } from "./unit-price.ts";

const facts = factsOf({ types: { 34: { name: "Tritanium" } } });
const day = Date.parse("2024-03-10") / 86_400_000;
const days = {
  mean: 12_34,
  fromDay: day - 40,
  toDay: day - 1,
  found: 34,
  droppedLow: 2,
  droppedHigh: 2,
  leftOut: 0,
};
const market = (changes: object): UnitPrice => ({
  rule: "market",
  price: 12_34,
  days: { ...days, ...changes },
  loweredTo: null,
});

test.each<[UnitPrice, string]>([
  [
    market({}),
    "Mean of 34 daily averages from 2024-01-30 to 2024-03-09, without the 2 lowest and the 2 highest: 12.34 ISK.",
  ],
  [
    market({ found: 7, droppedLow: 0, leftOut: 1 }),
    "Mean of 7 daily averages from 2024-01-30 to 2024-03-09, without the 2 highest and 1 that differ a hundredfold from the others: 12.34 ISK.",
  ],
  [
    market({ found: 1, droppedLow: 0, droppedHigh: 0, fromDay: day - 1 }),
    "The daily average of 2024-03-09: 12.34 ISK.",
  ],
  [
    { rule: "market", price: 9_00, days, loweredTo: day },
    "Mean of 34 daily averages from 2024-01-30 to 2024-03-09, without the 2 lowest and the 2 highest: 12.34 ISK. The average of 2024-03-10 itself is lower and counts: 9.00 ISK.",
  ],
  [
    { rule: "custom", price: 5_00, fromDay: day, reason: "No market" },
    "Set by hand, from 2024-03-10 on: No market.",
  ],
  [
    { rule: "fixed", price: 1, kind: "A SKIN" },
    "A SKIN counts 0.01 ISK, whatever the market says.",
  ],
  [
    {
      rule: "build-cost",
      price: 3_00,
      productQuantity: 2,
      materials: [
        { typeId: 35, quantity: 1, unit: { rule: "unknown", price: 1 } },
        { typeId: 34, quantity: 10, unit: { rule: "unknown", price: 5_00 } },
      ],
    },
    "What its 2 materials cost, for 2 in one run: 10 x Tritanium at 5.00, 1 x type 35 at 0.01.",
  ],
  [
    { rule: "fallback", price: 7_00, source: "esi-average", day },
    "The Forge has no daily average of it; ESI's average price said 7.00 ISK on 2024-03-10.",
  ],
  [
    { rule: "unknown", price: 1 },
    "No source knows a price, so it counts 0.01 ISK.",
  ],
])("%j", (unit, text) => {
  expect(explainPrice(unit, facts)).toMatchObject({ rule: unit.rule, text });
});
