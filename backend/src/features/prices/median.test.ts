import { expect, test } from "vitest";
import { median } from "./median.ts";

test.each([
  [[], null],
  [[7], 7],
  [[9, 1, 5], 5],
  [[10, 1, 2, 4], 3],
  [[1, 2], 2],
  [[100, 20, 3], 20],
])("the median of %j is %s", (prices, middle) => {
  expect(median(prices)).toBe(middle);
});
