import { expect, test } from "vitest";
import { cancellable } from "./cancellable.ts";

test("leaving ends a wait for an event that never comes", async () => {
  let isOver = false;
  const iterator = cancellable(async function* (signal) {
    yield 1;
    try {
      await new Promise((resolve) => {
        signal.addEventListener("abort", resolve);
      });
    } finally {
      isOver = true;
    }
  });
  expect(await iterator.next()).toEqual({ done: false, value: 1 });
  const pending = iterator.next();
  await iterator.return?.();
  expect(await pending).toEqual({ done: true, value: undefined });
  expect(isOver).toBe(true);
});
