import type { MovableClock } from "../../backend/src/kernel/index.ts";

/** A clock that runs `factor` times as fast as time, the same in every process that is given the same origin. */
export function createScaledClock(
  originMs: number,
  factor: number,
): MovableClock {
  let movedMs = 0;
  return {
    now: () => new Date(originMs + (Date.now() - originMs) * factor + movedMs),
    advance: (ms) => {
      movedMs += ms;
    },
  };
}
