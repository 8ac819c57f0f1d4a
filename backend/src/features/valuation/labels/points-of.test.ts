import { expect, test } from "vitest";
import { factsOf } from "../test-support/facts-of.ts";
import { attacker, mailOf, rat } from "../test-support/labelled-mail.ts";
import { pointsOf } from "./points-of.ts";

const hp = 9;
const rigSize = 1547;
const heat = 1211;
const meta = 633;
const gun = 2929;
const drones = 4405;
const laser = 483;
const rig = 26_929;
const small = { [hp]: 100, [rigSize]: 1 };

const facts = factsOf({
  types: {
    587: { category: 6, group: 25, dogma: small },
    638: { category: 6, group: 27, dogma: { [hp]: 1, [rigSize]: 3 } },
    29984: { category: 6, group: 963, dogma: { [hp]: 1, [rigSize]: 9 } },
    670: { category: 6, group: 29, dogma: { [hp]: 1 } },
    1: { category: 6, group: 25 },
    35832: { category: 65, dogma: { [hp]: 1 } },
    [gun]: { category: 7, dogma: { [heat]: 5, [meta]: 5 } },
    [drones]: { category: 7, group: 645, dogma: { [meta]: 0 } },
    [laser]: { category: 7, group: 54, dogma: { [meta]: 4 } },
    [rig]: { category: 7, dogma: {} },
  },
});

const fitted = (...types: [typeId: number, flag: number, count: number][]) =>
  types.map(([item_type_id, flag, quantity_destroyed]) => ({
    item_type_id,
    flag,
    quantity_destroyed,
    singleton: 0,
  }));
const guns = fitted([gun, 27, 1], [gun, 28, 1]);

test("a dangerous ship lost to one of its size", () => {
  // (5 + 2 * (1 + 2)) * min(6 / 4, 1) / 1 * 1 = 11
  expect(pointsOf(mailOf({ victim: { items: guns } }), facts)).toBe(11);
});

test("what can not shoot is worth little", () => {
  // danger 0: (5 + 0) * 0.01, at least 1.
  expect(pointsOf(mailOf({ victim: { items: [] } }), facts)).toBe(1);
});

test("mining lasers speak against danger, drone damage modules for it", () => {
  const items = fitted(
    [gun, 27, 1],
    [gun, 28, 1],
    [laser, 29, 1],
    [drones, 12, 2],
  );
  // danger 3 + 3 - 3 + 2 = 5
  expect(pointsOf(mailOf({ victim: { items } }), facts)).toBe(10);
});

test("only what is in a slot counts", () => {
  const items = [
    ...guns,
    ...fitted([gun, 5, 100], [gun, 87, 100], [rig, 92, 3]),
  ];
  expect(pointsOf(mailOf({ victim: { items } }), facts)).toBe(11);
});

test("many attackers divide it, larger ones too", () => {
  const points = (attackers: ReturnType<typeof attacker>[]) =>
    pointsOf(mailOf({ victim: { items: guns }, attackers }), facts);
  // 11 / (2 * max(1, 1)) = 5.5
  expect(points([attacker(), attacker()])).toBe(5);
  // 11 / (4 * 2) = 1.375
  expect(points(Array.from({ length: 4 }, () => attacker()))).toBe(1);
  // 11 * max(5 / 125, 0.5) = 5.5
  expect(points([attacker({ ship_type_id: 638 })])).toBe(5);
  // 11 * min(5 / 1, 1.2) = 13.2
  expect(points([attacker({ ship_type_id: 670 })])).toBe(13);
});

test("a strategic cruiser counts as a cruiser", () => {
  const victim = { ship_type_id: 29984, items: guns };
  const attackers = [attacker({ ship_type_id: 29984 })];
  expect(pointsOf(mailOf({ victim, attackers }), facts)).toBe(31);
});

test("1 where the game or a structure killed", () => {
  const victim = { items: guns };
  expect(pointsOf(mailOf({ victim, attackers: [rat()] }), facts)).toBe(1);
  expect(
    pointsOf(
      mailOf({ victim, attackers: [attacker({ ship_type_id: 35832 })] }),
      facts,
    ),
  ).toBe(1);
  expect(
    pointsOf(
      mailOf({
        victim,
        attackers: [{ ...rat(), corporation_id: 98_000_002 }],
      }),
      facts,
    ),
  ).toBe(1);
});

test("not known where dogma is not", () => {
  const victim = { items: guns };
  for (const mail of [
    mailOf({ victim: { ...victim, ship_type_id: 1 } }),
    mailOf({ victim: { ...victim, ship_type_id: 2 } }),
    mailOf({ victim, attackers: [attacker({ ship_type_id: 1 })] }),
    mailOf({ victim: { items: fitted([77_777, 27, 1]) } }),
  ])
    expect(pointsOf(mail, facts)).toBeNull();
});
