import { expect, it } from "vitest";
import type { Fit, FitStack, FittedModule } from "../fit.ts";
import { fewTypes } from "../test-support/few-types.ts";
import { testTypes } from "../test-support/static-data.ts";
import { fittingBody } from "./fitting-body.ts";

const { facts } = testTypes(fewTypes);
const names = { name: "Fast one", description: "From a mail" };

const module = (
  section: FittedModule["section"],
  position: number,
  typeId: number,
  chargeTypeId?: number,
): FittedModule => ({
  section,
  position,
  typeId,
  charge:
    chargeTypeId === undefined
      ? null
      : { typeId: chargeTypeId, quantity: 60, lost: null },
  lost: null,
});
const stack = (
  section: FitStack["section"],
  flag: number,
  typeId: number,
  quantity: number,
): FitStack => ({ section, flag, typeId, quantity, lost: null });
const rifter = (change: Partial<Fit>): Fit => ({
  hullTypeId: 587,
  name: "Killmail 1",
  modules: [],
  stacks: [],
  ...change,
});
const bodyOf = (change: Partial<Fit>, wanted = names) =>
  fittingBody(rifter(change), wanted, facts);

it("has every module in its slot, and charges with the rest of the cargo", () => {
  const { fitting, leftOut } = bodyOf({
    modules: [
      module("HIGH_SLOTS", 2, 2889, 178),
      module("MID_SLOTS", 0, 438),
      module("LOW_SLOTS", 7, 2048),
      module("RIGS", 2, 31021),
      module("SUBSYSTEMS", 3, 45595),
      module("SERVICES", 1, 35878),
    ],
    stacks: [
      stack("DRONE_BAY", 87, 2488, 5),
      stack("FIGHTER_BAY", 158, 32344, 6),
      stack("CARGO", 5, 178, 40),
    ],
  });
  expect(fitting).toEqual({
    ...names,
    ship_type_id: 587,
    items: [
      { flag: "HiSlot2", quantity: 1, type_id: 2889 },
      { flag: "MedSlot0", quantity: 1, type_id: 438 },
      { flag: "LoSlot7", quantity: 1, type_id: 2048 },
      { flag: "RigSlot2", quantity: 1, type_id: 31021 },
      { flag: "SubSystemSlot3", quantity: 1, type_id: 45595 },
      { flag: "ServiceSlot1", quantity: 1, type_id: 35878 },
      { flag: "DroneBay", quantity: 5, type_id: 2488 },
      { flag: "FighterBay", quantity: 6, type_id: 32344 },
      { flag: "Cargo", quantity: 100, type_id: 178 },
    ],
  });
  expect(leftOut).toEqual([]);
});

it("puts into the cargo what has no slot of its own, and says so", () => {
  const { fitting, leftOut } = bodyOf({
    modules: [
      module("LOW_SLOTS", 0, 2048),
      module("LOW_SLOTS", 0, 519),
      module("LOW_SLOTS", 8, 519),
      module("RIGS", 3, 31021),
    ],
  });
  expect(fitting.items).toEqual([
    { flag: "LoSlot0", quantity: 1, type_id: 2048 },
    { flag: "Cargo", quantity: 2, type_id: 519 },
    { flag: "Cargo", quantity: 1, type_id: 31021 },
  ]);
  expect(leftOut).toEqual([
    "3 of the modules have no slot of their own and were put into the cargo.",
  ]);
});

it("leaves out implants and bays of other kinds, and the last of a huge cargo, and says so", () => {
  const { fitting, leftOut } = bodyOf({
    modules: [module("LOW_SLOTS", 0, 2048)],
    stacks: [
      stack("IMPLANTS", 89, 9899, 1),
      stack("SPECIAL_BAYS", 133, 34, 500),
      ...Array.from({ length: 300 }, (_, index) =>
        stack("CARGO", 5, 10_000 + index, 1),
      ),
    ],
  });
  expect(fitting.items).toHaveLength(255);
  expect(fitting.items[0]?.flag).toBe("LoSlot0");
  expect(leftOut).toEqual([
    "Implants, boosters and what lay in bays of other kinds were left out.",
    "The game takes 255 kinds of items in a fit; the last 46 of the cargo were left out.",
  ]);
});

it("has a name of one line and 50 characters at most", () => {
  const modules = [module("LOW_SLOTS", 0, 2048)];
  const named = (name: string) => bodyOf({ modules }, { ...names, name });
  expect(named("  Two\nlines ").fitting.name).toBe("Two lines");
  expect(named("x".repeat(50)).fitting.name).toHaveLength(50);
  for (const name of ["", " \n ", "x".repeat(51)])
    expect(() => named(name)).toThrow(/1 to 50 characters/);
});

it("is of a ship or structure with something on it", () => {
  expect(() => bodyOf({})).toThrow(/Nothing of this is fitted/);
  expect(() => bodyOf({ stacks: [stack("IMPLANTS", 89, 9899, 1)] })).toThrow(
    /Nothing of this is fitted/,
  );
  const modules = [module("LOW_SLOTS", 0, 2048)];
  expect(() => bodyOf({ hullTypeId: 2488, modules })).toThrow(
    /ships and structures only/,
  );
  expect(() => bodyOf({ hullTypeId: 999_999, modules })).toThrow(
    /ships and structures only/,
  );
});
