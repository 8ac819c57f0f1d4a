import { expect, test } from "vitest";
import type { EsiItem } from "../../killmails/index.ts";
import { bookOf } from "../test-support/book-of.ts";
import { factsOf } from "../test-support/facts-of.ts";
import { mostCents } from "./cents.ts";
import { createValuer } from "./create-valuer.ts";

const hull = 587;
const frigate = 588;
const module = 2048;
const container = 3467;
const blueprint = 2049;
const goldenPodImplant = 33_329;
const unknown = 99;

const facts = factsOf({
  types: { [blueprint]: { category: 9 }, [hull]: { category: 6 } },
});
const day = 20_000;
const isk = (price: number) => ({ from: day - 1, isk: [price] });
const book = bookOf({
  daily: {
    [hull]: isk(1000),
    [frigate]: isk(300),
    [module]: isk(10.07),
    [container]: isk(5),
    [blueprint]: isk(50),
    [goldenPodImplant]: isk(70),
  },
});

function item(
  item_type_id: number,
  flag: number,
  [destroyed, dropped]: [destroyed: number, dropped: number],
  more: Partial<EsiItem> = {},
): EsiItem {
  return {
    item_type_id,
    flag,
    singleton: 0,
    ...(destroyed > 0 ? { quantity_destroyed: destroyed } : {}),
    ...(dropped > 0 ? { quantity_dropped: dropped } : {}),
    ...more,
  };
}

function valueOf(items: EsiItem[], killmail_id = 130_000_000, using = book) {
  return createValuer({ facts, book: using }).value(
    {
      killmail_id,
      killmail_time: new Date(day * 86_400_000 + 43_200_000).toISOString(),
      victim: { ship_type_id: hull, damage_taken: 1, items },
    },
    "first",
  );
}

test("adds up hull, fitted, destroyed and dropped", () => {
  const value = valueOf([
    item(module, 11, [1, 0]),
    item(module, 27, [0, 1]),
    item(module, 5, [3, 0]),
  ]);
  expect(value).toEqual({
    hull: 1000_00,
    fitted: 1020_14,
    destroyed: 1040_28,
    dropped: 10_07,
    total: 1050_35,
    bayDestroyed: 0,
    bayDropped: 0,
    zkillboardTotal: 1050_35,
    unpriced: 0,
  });
});

test.each([
  [10, false],
  [11, true],
  [34, true],
  [35, false],
  [5, false],
  [87, true],
  [88, false],
  [89, true],
  [90, false],
  [92, true],
  [99, true],
  [125, true],
  [132, true],
  [133, false],
  [155, false],
  [158, true],
  [163, true],
  [164, true],
  [171, true],
  [172, true],
  [179, false],
  [9999, false],
])("flag %i is fitted: %s", (flag, isFitted) => {
  expect(valueOf([item(module, flag, [1, 0])]).fitted).toBe(
    isFitted ? 1010_07 : 1000_00,
  );
});

test("a stack of which part dropped counts each part once; zKillboard counts it whole twice", () => {
  expect(valueOf([item(module, 5, [2, 3])])).toMatchObject({
    destroyed: 1020_14,
    dropped: 30_21,
    total: 1050_35,
    zkillboardTotal: 1100_70,
  });
});

test("the ship in a frigate escape bay is worth its price; zKillboard says 0.01", () => {
  expect(valueOf([item(frigate, 179, [1, 0])])).toMatchObject({
    destroyed: 1300_00,
    total: 1300_00,
    bayDestroyed: 299_99,
    bayDropped: 0,
    zkillboardTotal: 1000_01,
  });
  expect(valueOf([item(frigate, 179, [0, 1])])).toMatchObject({
    dropped: 300_00,
    bayDropped: 299_99,
  });
});

test("containers count with what they hold, which is not fitted", () => {
  const value = valueOf([
    item(container, 5, [1, 0], { items: [item(module, 0, [0, 2])] }),
    item(container, 11, [1, 0], { items: [item(module, 11, [1, 0])] }),
  ]);
  // 5 + 5 + 10.07 destroyed, 2 * 10.07 dropped; of the fitted container itself 5.
  expect(value).toMatchObject({
    destroyed: 1020_07,
    dropped: 20_14,
    fitted: 1005_00,
  });
});

test("a blueprint copy is worth a cent, an original its price", () => {
  expect(
    valueOf([item(blueprint, 5, [1, 0], { singleton: 2 })]).destroyed,
  ).toBe(1000_01);
  expect(
    valueOf([item(blueprint, 5, [1, 0], { singleton: 1 })]).destroyed,
  ).toBe(1050_00);
});

test("blueprints in containers in the cargo hold of old mails count as copies", () => {
  const held = [
    item(container, 5, [1, 0], { items: [item(blueprint, 0, [1, 0])] }),
  ];
  expect(valueOf(held, 21_112_471).destroyed).toBe(1005_01);
  expect(valueOf(held, 21_112_472).destroyed).toBe(1055_00);
  const hangar = held.map((one) => ({ ...one, flag: 155 }));
  expect(valueOf(hangar, 21_112_471).destroyed).toBe(1055_00);
});

test("the implant of a golden pod is worth a cent where it is plugged in", () => {
  expect(valueOf([item(goldenPodImplant, 89, [1, 0])]).destroyed).toBe(1000_01);
  expect(valueOf([item(goldenPodImplant, 5, [1, 0])]).destroyed).toBe(1070_00);
});

test("counts rows without a known price", () => {
  const value = valueOf([
    item(unknown, 5, [10, 0]),
    item(container, 5, [1, 0], { items: [item(unknown, 0, [0, 1])] }),
  ]);
  expect(value).toMatchObject({ unpriced: 2, destroyed: 1005_10, dropped: 1 });
});

test("a mail without items is worth its hull", () => {
  expect(
    createValuer({ facts, book }).value(
      {
        killmail_id: 1,
        killmail_time: new Date(day * 86_400_000).toISOString(),
        victim: { ship_type_id: hull, damage_taken: 1 },
      },
      "first",
    ),
  ).toMatchObject({ hull: 1000_00, total: 1000_00 });
});

test("sums of odd cents do not drift", () => {
  const third = bookOf({ daily: { [module]: isk(0.1), [hull]: isk(0.2) } });
  const rows = Array.from({ length: 1000 }, () => item(module, 5, [3, 0]));
  expect(valueOf(rows, 1, third).total).toBe(20 + 1000 * 30);
});

test("nonsense can not make a mail worth more than whole cents can say", () => {
  const dear = bookOf({ daily: { [hull]: isk(1e13), [module]: isk(1e13) } });
  const rows = [
    item(module, 179, [2e9, 2e9]),
    item(module, 11, [2e9, 2e9]),
    item(module, 179, [2e9, 2e9]),
  ];
  const value = valueOf(rows, 1, dear);
  for (const amount of Object.values(value)) {
    expect(Number.isSafeInteger(amount)).toBe(true);
    expect(amount).toBeLessThanOrEqual(mostCents);
  }
  expect(value.total).toBe(mostCents);
});
