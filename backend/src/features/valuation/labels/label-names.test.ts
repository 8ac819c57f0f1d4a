import { expect, test } from "vitest";
import { labelBits, labelNames, labelsOfBits } from "./label-names.ts";

test("every set of labels is one number, exactly", () => {
  expect(labelNames.length).toBeLessThan(53);
  expect(new Set(labelNames).size).toBe(labelNames.length);
  for (const name of labelNames)
    expect(labelsOfBits(labelBits([name]))).toEqual([name]);
  expect(labelsOfBits(labelBits(labelNames))).toEqual([...labelNames]);
  expect(labelsOfBits(0)).toEqual([]);
});

test("a label twice is there once", () => {
  expect(labelBits(["solo", "solo", "pod"])).toBe(labelBits(["pod", "solo"]));
});

test("no label ever moves: rows in databases hold its place", () => {
  expect(labelBits(["solo"])).toBe(1);
  expect(labelBits(["padding"])).toBe(32);
  expect(labelBits(["cat:87"])).toBe(2 ** 51);
});
