import { expect, it } from "vitest";
import { slotCount } from "./slot-count.ts";
import { testTypes } from "./test-support/static-data.ts";

const { facts: bare } = testTypes([
  { id: 587, name: "Rifter", groupId: 25, categoryId: 6, published: true },
  { id: 29990, name: "Loki", groupId: 963, categoryId: 6, published: true },
  { id: 45595, name: "Core", groupId: 958, categoryId: 32, published: true },
  { id: 45604, name: "Offense", groupId: 956, categoryId: 32, published: true },
]);
const dogma = new Map<number, Record<number, number>>([
  [587, { 12: 3, 13: 3, 14: 4, 1137: 3 }],
  [29990, { 12: 0, 13: 0, 14: 0, 1137: 3, 1367: 4 }],
  [45595, { 1374: 0, 1375: 3, 1376: 1 }],
  [45604, { 1374: 6, 1375: 0, 1376: 1 }],
]);
const facts = {
  type: (typeId: number) => {
    const type = bare.type(typeId);
    const values = dogma.get(typeId);
    return type && { ...type, attribute: (id: number) => values?.[id] };
  },
};

const subsystem = (typeId: number, position: number) => ({
  section: "SUBSYSTEMS" as const,
  position,
  typeId,
  charge: null,
  lost: null,
});

it("is the hull's", () => {
  const rifter = { hullTypeId: 587, modules: [] };
  expect(slotCount(rifter, "HIGH_SLOTS", facts)).toBe(4);
  expect(slotCount(rifter, "LOW_SLOTS", facts)).toBe(3);
  expect(slotCount(rifter, "SERVICES", facts)).toBeNull();
});

it("grows with what subsystems bring", () => {
  const loki = {
    hullTypeId: 29990,
    modules: [subsystem(45595, 0), subsystem(45604, 1)],
  };
  expect(slotCount(loki, "HIGH_SLOTS", facts)).toBe(6);
  expect(slotCount(loki, "MID_SLOTS", facts)).toBe(3);
  expect(slotCount(loki, "LOW_SLOTS", facts)).toBe(2);
  expect(slotCount(loki, "SUBSYSTEMS", facts)).toBe(4);
});

it("is not known where the static data lack dogma", () => {
  const rifter = { hullTypeId: 587, modules: [] };
  expect(slotCount(rifter, "HIGH_SLOTS", bare)).toBeNull();
});
