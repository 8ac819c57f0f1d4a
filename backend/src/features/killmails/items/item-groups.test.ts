import { expect, test } from "vitest";
import { inventKillmail } from "../test-support/invent-killmail.ts";
import { itemFlag } from "./item-flag.ts";
import { itemGroups } from "./item-groups.ts";

const victim = { damage_taken: 1, ship_type_id: 587 };
const item = (flag: number, item_type_id: number) => ({
  flag,
  item_type_id,
  singleton: 0,
});

test("groups items in the order a fit is read, each group in ESI's order, containers whole", () => {
  const container = { ...item(5, 3467), items: [item(0, 34), item(0, 35)] };
  const esi = inventKillmail(1, {
    victim: {
      ...victim,
      items: [item(12, 2048), container, item(29, 3082), item(27, 3082)],
    },
  });
  expect(itemGroups(esi)).toEqual([
    {
      section: "HIGH_SLOTS",
      title: "High slots",
      items: [item(29, 3082), item(27, 3082)],
    },
    { section: "LOW_SLOTS", title: "Low slots", items: [item(12, 2048)] },
    { section: "CARGO", title: "Cargo", items: [container] },
  ]);
});

test("a mail without items has no groups", () => {
  expect(itemGroups(inventKillmail(1, { victim }))).toEqual([]);
});

test.each([
  [5, "Cargo hold", "CARGO"],
  [11, "Low slot 1", "LOW_SLOTS"],
  [18, "Low slot 8", "LOW_SLOTS"],
  [21, "Mid slot 3", "MID_SLOTS"],
  [34, "High slot 8", "HIGH_SLOTS"],
  [87, "Drone bay", "DRONE_BAY"],
  [88, "Booster", "BOOSTERS"],
  [89, "Implant", "IMPLANTS"],
  [90, "Ship maintenance bay", "SHIP_HANGAR"],
  [94, "Rig slot 3", "RIGS"],
  [128, "Subsystem slot 4", "SUBSYSTEMS"],
  [134, "Mining hold", "SPECIAL_BAYS"],
  [155, "Fleet hangar", "FLEET_HANGAR"],
  [158, "Fighter bay", "FIGHTER_BAY"],
  [163, "Fighter tube 5", "FIGHTER_BAY"],
  [171, "Service slot 8", "SERVICES"],
  [172, "Structure fuel", "STRUCTURE"],
  [0, "Unspecified", "OTHER"],
  [9999, "Flag 9999", "OTHER"],
])("flag %i is %s in %s", (flag, name, section) => {
  expect(itemFlag(flag)).toEqual({ name, section });
});
