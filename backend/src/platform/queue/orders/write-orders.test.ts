import { expect, test } from "vitest";
import { mergeByKey, type Order } from "./write-orders.ts";

const order = (over: Partial<Order>): Order => ({
  task: "sync",
  version: 1,
  payload: { characterId: 1 },
  priority: 2,
  key: "1",
  dueAt: "2026-11-21T12:00:00.000Z",
  createdAt: "2026-11-21T11:00:00.000Z",
  ...over,
});

test("mergeByKey makes one order of those with the same key: most urgent, earliest, all flags", () => {
  const merged = mergeByKey([
    order({ priority: 1, payload: { characterId: 1, full: true } }),
    order({ dueAt: "2026-11-21T11:30:00.000Z" }),
    order({ key: "2" }),
  ]);
  expect(merged).toEqual([
    order({
      priority: 1,
      dueAt: "2026-11-21T11:30:00.000Z",
      payload: { characterId: 1, full: true },
    }),
    order({ key: "2" }),
  ]);
});

test("mergeByKey leaves orders without key alone, and other tasks with the same key", () => {
  const orders = [
    order({ key: null }),
    order({ key: null }),
    order({}),
    order({ task: "x" }),
  ];
  expect(mergeByKey(orders)).toEqual(orders);
});
