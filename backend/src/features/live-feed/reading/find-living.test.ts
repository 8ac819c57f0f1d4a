import { expect, test } from "vitest";
import { findLiving } from "./find-living.ts";

test("finds the first entry that is there, in few questions", async () => {
  for (const first of [100, 101, 102, 107, 5_000, 49_999, 50_000]) {
    let asked = 0;
    const found = await findLiving(100, 50_000, (sequence) => {
      asked++;
      expect(sequence).toBeGreaterThanOrEqual(100);
      expect(sequence).toBeLessThanOrEqual(50_000);
      return Promise.resolve(sequence >= first);
    });
    expect(found).toBe(first);
    expect(asked).toBeLessThan(35);
  }
});

test("says so when none is there", async () => {
  expect(await findLiving(1, 1_000, () => Promise.resolve(false))).toBeNull();
  expect(await findLiving(5, 5, () => Promise.resolve(false))).toBeNull();
});
