import { expect, test } from "vitest";
import { bookOf } from "../test-support/book-of.ts";
import { factsOf } from "../test-support/facts-of.ts";
import { createPricer, type PricerTerms } from "./create-pricer.ts";
import type { PricingMode } from "./kill-day.ts";

const tritanium = 34;
const pyerite = 35;
const component = 21_000;
const titan = 671;
const rig = 37_000;
const ore = 74_000;
const skin = 90_000;
const ship = 587;
const capsule = 670;

const facts = factsOf({
  types: {
    [titan]: { group: 30, category: 6 },
    [rig]: { category: 66 },
    [skin]: { category: 91 },
    [capsule]: { group: 29, category: 6 },
    [ore]: { group: 4513, category: 25 },
    [ship]: { group: 25, category: 6 },
  },
  recipes: {
    [titan]: { materials: { [component]: 3, [tritanium]: 10 } },
    [component]: { run: 2, materials: { [tritanium]: 101, [pyerite]: 4 } },
    [rig]: { materials: { [pyerite]: 7 } },
    [ship]: { materials: { [tritanium]: 1000 } },
  },
});

const minerals = {
  [tritanium]: { from: 90, isk: [5, 5, 5] },
  [pyerite]: { from: 90, isk: [20.5] },
};

function pricer(
  known: Parameters<typeof bookOf>[0],
  terms: Partial<PricerTerms> = {},
) {
  const mode: PricingMode = terms.mode ?? "first";
  return createPricer({
    facts,
    book: bookOf(known),
    killDay: 100,
    lastDay: mode === "first" ? 99 : 100,
    mode,
    ...terms,
  });
}

test("the market's mean, for whatever has one", () => {
  const { unitPrice } = pricer({
    daily: { [ship]: { from: 97, isk: [1, 2, 4, 1000] } },
  });
  expect(unitPrice(ship)).toMatchObject({
    rule: "market",
    price: 2_33,
    loweredTo: null,
  });
});

test("a re-pricing knows the day of the kill, and its average where that is lower", () => {
  const repriced = (last: number) =>
    pricer(
      { daily: { [ship]: { from: 98, isk: [10, 10, last] } } },
      { mode: "repriced" },
    ).unitPrice(ship);
  // (10 + 10 + 16) / 3
  expect(repriced(16)).toMatchObject({ price: 12_00, loweredTo: null });
  expect(repriced(4)).toMatchObject({ price: 4_00, loweredTo: 100 });
  // A typing error of that day is no price.
  expect(repriced(0.01)).toMatchObject({ price: 10_00, loweredTo: null });
});

test("a first valuation does not look past the kill", () => {
  const first = (last: number) =>
    pricer({
      daily: { [ship]: { from: 98, isk: [10, 10, last, last] } },
      fallbacks: {
        [tritanium]: [{ source: "janice", day: 101, price: 5_00 }],
      },
    });
  expect(first(4).unitPrice(ship)).toEqual(first(4000).unitPrice(ship));
  expect(first(4).unitPrice(ship).price).toBe(10_00);
  expect(first(4).unitPrice(tritanium).rule).toBe("unknown");
});

test("a custom price wins from its day on", () => {
  const custom = [
    { fromDay: null, price: 1_00, reason: "always" },
    { fromDay: 100, price: 2_00, reason: "since today" },
    { fromDay: 101, price: 3_00, reason: "since tomorrow" },
  ];
  const known = {
    daily: { [ship]: { from: 99, isk: [7] } },
    custom: { [ship]: custom, [skin]: custom, [titan]: custom },
  };
  for (const typeId of [ship, skin, titan])
    expect(pricer(known).unitPrice(typeId)).toEqual({
      rule: "custom",
      price: 2_00,
      fromDay: 100,
      reason: "since today",
    });
  expect(
    pricer(known, { killDay: 99, lastDay: 98 }).unitPrice(ship),
  ).toMatchObject({ price: 1_00, fromDay: null });
});

test.each([0, -1, Number.NaN, 1e30])(
  "a custom price of %d is none",
  (price) => {
    const { unitPrice } = pricer({
      custom: { [ship]: [{ fromDay: null, price, reason: "nonsense" }] },
      daily: { [ship]: { from: 99, isk: [7] } },
    });
    expect(unitPrice(ship)).toMatchObject({ rule: "market", price: 7_00 });
  },
);

test.each([
  [skin, 0.01],
  [capsule, 10_000],
  [ore, 200],
])("type %i has a fixed price of %d ISK", (typeId, isk) => {
  const { unitPrice } = pricer({
    daily: { [typeId]: { from: 99, isk: [123] } },
  });
  expect(unitPrice(typeId)).toMatchObject({
    rule: "fixed",
    price: Math.round(isk * 100),
  });
});

test("titans and structure modules cost what their materials cost, those of what they are made of", () => {
  const { unitPrice } = pricer({
    daily: {
      ...minerals,
      [titan]: { from: 99, isk: [1] },
      [rig]: { from: 99, isk: [1] },
    },
  });
  // One run gives two components: (101 * 5 + 4 * 20.50) / 2 = 293.50.
  expect(unitPrice(component)).toMatchObject({
    rule: "build-cost",
    price: 293_50,
    productQuantity: 2,
  });
  // 3 * 293.50 + 10 * 5
  expect(unitPrice(titan)).toMatchObject({
    rule: "build-cost",
    price: 930_50,
  });
  // 7 * 20.50
  expect(unitPrice(rig)).toMatchObject({ rule: "build-cost", price: 143_50 });
});

test("what the market does not know costs its materials; what it knows does not", () => {
  expect(pricer({ daily: minerals }).unitPrice(ship)).toMatchObject({
    rule: "build-cost",
    price: 5_000_00,
  });
  expect(
    pricer({
      daily: { ...minerals, [ship]: { from: 99, isk: [0.01] } },
    }).unitPrice(ship),
  ).toMatchObject({ rule: "build-cost", price: 5_000_00 });
  expect(
    pricer({
      daily: { ...minerals, [ship]: { from: 99, isk: [9] } },
    }).unitPrice(ship),
  ).toMatchObject({ rule: "market", price: 9_00 });
});

test("materials of which one has no price say nothing", () => {
  const { [tritanium]: only } = minerals;
  const { unitPrice } = pricer({
    daily: { [tritanium]: only, [titan]: { from: 99, isk: [77] } },
  });
  expect(unitPrice(titan)).toMatchObject({ rule: "market", price: 77_00 });
  expect(unitPrice(rig)).toEqual({ rule: "unknown", price: 1 });
});

test("a recipe that leads back to its product ends", () => {
  const circular = factsOf({
    recipes: {
      1: { materials: { 2: 1 } },
      2: { materials: { 1: 1, [tritanium]: 1 } },
      3: { materials: { 3: 1 } },
    },
  });
  const { unitPrice } = pricer({ daily: minerals }, { facts: circular });
  for (const typeId of [1, 2, 3])
    expect(unitPrice(typeId)).toEqual({ rule: "unknown", price: 1 });
});

test("other sources are asked last, in their order, and only where they make sense", () => {
  const known = {
    daily: minerals,
    fallbacks: {
      [ship]: [{ source: "janice" as const, day: 99, price: 1_00 }],
      1: [
        { source: "esi-average" as const, day: 99, price: 1e30 },
        { source: "esi-adjusted" as const, day: 100, price: 3_00 },
        { source: "janice" as const, day: 99, price: 4_00 },
      ],
    },
  };
  expect(pricer(known).unitPrice(ship).rule).toBe("build-cost");
  expect(pricer(known).unitPrice(1)).toEqual({
    rule: "fallback",
    source: "esi-adjusted",
    day: 100,
    price: 3_00,
  });
});

test("a type nobody knows anything of is worth a cent", () => {
  expect(pricer({}).unitPrice(1)).toEqual({ rule: "unknown", price: 1 });
});

test("each price is worked out once", () => {
  let asked = 0;
  const book = bookOf({ daily: minerals });
  const { unitPrice } = pricer(
    {},
    {
      book: {
        ...book,
        daily: (typeId) => {
          asked++;
          return book.daily(typeId);
        },
      },
    },
  );
  expect(unitPrice(tritanium)).toBe(unitPrice(tritanium));
  expect(asked).toBe(1);
});
