import { expect, it } from "vitest";
import { fitOfMail } from "./fit-of-mail.ts";
import { fewTypes } from "./test-support/few-types.ts";
import { testTypes } from "./test-support/static-data.ts";

const { facts } = testTypes(fewTypes);

const dropped = (flag: number, item_type_id: number, quantity = 1) => ({
  flag,
  item_type_id,
  singleton: 0,
  quantity_dropped: quantity,
});
const destroyed = (flag: number, item_type_id: number, quantity = 1) => ({
  flag,
  item_type_id,
  singleton: 0,
  quantity_destroyed: quantity,
});
const fitOf = (items: Parameters<typeof fitOfMail>[0]["items"]) =>
  fitOfMail({ ship_type_id: 587, items }, facts, "Lost");

it("tells a module and its charge on one flag apart by category, whichever comes first", () => {
  const charge = { typeId: 178, quantity: 60 };
  const module = { section: "HIGH_SLOTS", position: 1, typeId: 2889 };
  for (const items of [
    [destroyed(28, 178, 60), dropped(28, 2889)],
    [dropped(28, 2889), destroyed(28, 178, 60)],
  ])
    expect(fitOf(items).modules).toEqual([
      {
        ...module,
        charge: { ...charge, lost: { dropped: 0, destroyed: 60 } },
        lost: { dropped: 1, destroyed: 0 },
      },
    ]);
});

it("makes one again of a stack that two rows split into dropped and destroyed", () => {
  const fit = fitOf([
    dropped(87, 2488, 2),
    dropped(28, 2889),
    dropped(28, 178, 10),
    destroyed(28, 178, 50),
    destroyed(87, 2488, 3),
  ]);
  expect(fit.modules[0]?.charge).toEqual({
    typeId: 178,
    quantity: 60,
    lost: { dropped: 10, destroyed: 50 },
  });
  expect(fit.stacks).toEqual([
    {
      section: "DRONE_BAY",
      flag: 87,
      typeId: 2488,
      quantity: 5,
      lost: { dropped: 2, destroyed: 3 },
    },
  ]);
});

it("keeps several modules of one slot, also when one stack holds them", () => {
  const fit = fitOf([
    dropped(11, 2048),
    destroyed(11, 519, 2),
    dropped(11, 519),
  ]);
  expect(
    fit.modules.map(({ position, typeId, lost }) => [position, typeId, lost]),
  ).toEqual([
    [0, 2048, { dropped: 1, destroyed: 0 }],
    [0, 519, { dropped: 1, destroyed: 0 }],
    [0, 519, { dropped: 0, destroyed: 1 }],
    [0, 519, { dropped: 0, destroyed: 1 }],
  ]);
});

it("loses nothing of a slot that says what no slot can hold", () => {
  const fit = fitOf([
    dropped(27, 178, 5),
    dropped(29, 2889),
    dropped(29, 178, 5),
    dropped(29, 179, 7),
    dropped(30, 2889, 1_000_000),
  ]);
  expect(fit.modules.map(({ typeId, charge }) => [typeId, charge?.typeId]))
    // The charge without module, the second charge and the absurd heap are no fitted modules.
    .toEqual([[2889, 178]]);
  expect(
    fit.stacks.map(({ section, flag, typeId, quantity }) => [
      section,
      flag,
      typeId,
      quantity,
    ]),
  ).toEqual([
    ["CARGO", 27, 178, 5],
    ["CARGO", 29, 179, 7],
    ["CARGO", 30, 2889, 1_000_000],
  ]);
});

it("takes a type the static data lack for what the slot still misses", () => {
  const unknown = 999_999;
  const [alone, beside, loaded] = [
    fitOf([dropped(19, unknown)]),
    fitOf([dropped(19, unknown), dropped(19, 178, 9)]),
    fitOf([dropped(19, unknown, 9), dropped(19, 438)]),
  ].map(({ modules }) =>
    modules.map(({ typeId, charge }) => [typeId, charge?.typeId]),
  );
  expect(alone).toEqual([[unknown, undefined]]);
  expect(beside).toEqual([[unknown, 178]]);
  expect(loaded).toEqual([[438, unknown]]);
  // Two unknown ones: the single one is the module.
  const two = fitOf([dropped(19, 999_998, 40), dropped(19, unknown)]);
  expect(two.modules.map(({ typeId }) => typeId)).toEqual([unknown]);
  expect(two.modules[0]?.charge?.typeId).toBe(999_998);
});

it("counts what a container holds where the container lies", () => {
  const fit = fitOf([
    { ...dropped(5, 34), items: [dropped(0, 178, 4), destroyed(0, 178, 3)] },
    dropped(90, 587),
  ]);
  expect(
    fit.stacks.map(({ section, typeId, quantity }) => [
      section,
      typeId,
      quantity,
    ]),
  ).toEqual([
    ["CARGO", 34, 1],
    ["CARGO", 178, 7],
    ["SHIP_HANGAR", 587, 1],
  ]);
});

it("reads rigs, subsystems, services, implants, fighters and bays by their flags", () => {
  const fit = fitOf([
    dropped(92, 31021),
    dropped(125, 45595),
    dropped(164, 35878),
    dropped(89, 9899),
    dropped(88, 15463),
    dropped(159, 32344, 6),
    dropped(133, 34, 100),
    dropped(9999, 34),
  ]);
  expect(fit.modules.map(({ section }) => section)).toEqual([
    "RIGS",
    "SUBSYSTEMS",
    "SERVICES",
  ]);
  expect(fit.stacks.map(({ section }) => section)).toEqual([
    "FIGHTER_BAY",
    "IMPLANTS",
    "BOOSTERS",
    "SPECIAL_BAYS",
    "OTHER",
  ]);
});

it("is a bare hull without items", () => {
  expect(fitOf(undefined)).toEqual({
    hullTypeId: 587,
    name: "Lost",
    modules: [],
    stacks: [],
  });
});
