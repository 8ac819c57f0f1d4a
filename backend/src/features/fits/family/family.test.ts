import { expect, it } from "vitest";
import { fingerprint, type FamilyTraits } from "./fingerprint.ts";
import { nearness } from "./nearness.ts";

const fit = (hullTypeId: number, ...typeIds: number[]): FamilyTraits => ({
  hullTypeId,
  modules: typeIds.map((typeId) => ({ typeId })),
});

it("is one fingerprint for the same hull and modules, in any order", () => {
  expect(fingerprint(fit(587, 1, 2, 2, 10))).toBe(
    fingerprint(fit(587, 10, 2, 1, 2)),
  );
});

it("is another fingerprint for another hull, another module, or one more of the same", () => {
  const all = [
    fit(587, 1, 2),
    fit(588, 1, 2),
    fit(587, 1, 3),
    fit(587, 1, 2, 2),
    fit(587, 12),
    fit(587),
    fit(5871, 2),
  ].map(fingerprint);
  expect(new Set(all).size).toBe(all.length);
});

it("stays what it is for good: families are kept by it", () => {
  expect(fingerprint(fit(587, 2048, 438, 438))).toBe(
    "a1630e6c65f625147ac85678e01eaa53",
  );
});

it("is as near as shared modules over all modules, each as often as it is fitted", () => {
  expect(nearness(fit(587, 1, 2, 3), fit(587, 3, 2, 1))).toBe(1);
  expect(nearness(fit(587, 1, 2, 3), fit(587, 1, 2, 4))).toBe(2 / 4);
  expect(nearness(fit(587, 1, 1, 1), fit(587, 1))).toBe(1 / 3);
  expect(nearness(fit(587, 1), fit(587, 2))).toBe(0);
});

it("has nothing in common across hulls; two bare hulls are the same", () => {
  expect(nearness(fit(587, 1), fit(588, 1))).toBe(0);
  expect(nearness(fit(587), fit(587))).toBe(1);
  expect(nearness(fit(587), fit(587, 1))).toBe(0);
});
