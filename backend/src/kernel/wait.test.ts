import { expect, test } from "vitest";
import { createMovableClock } from "./clock.ts";
import { waitUntil } from "./wait.ts";

const day = 24 * 60 * 60_000;

test("waits by the clock it is given, however that one moves", async () => {
  const clock = createMovableClock();
  const until = new Date(clock.now().getTime() + day);
  let isOver = false;
  const waiting = waitUntil(clock, until, new AbortController().signal).then(
    () => (isOver = true),
  );
  clock.advance(day / 2);
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(isOver).toBe(false);
  clock.advance(day / 2);
  await waiting;
});

test("ends when it is told to", async () => {
  const clock = createMovableClock();
  const stop = new AbortController();
  const until = new Date(clock.now().getTime() + day);
  const waiting = waitUntil(clock, until, stop.signal);
  stop.abort();
  await waiting;
  await waitUntil(clock, until, stop.signal);
});
