import type { Clock } from "./clock.ts";

const longestLookMs = 50;

/**
 * Waits until `until` by the given clock, or until the signal is aborted, whichever is first. A clock that can be moved or
 * runs faster than time tells nobody, so it is looked at again and again: after 1 ms, 2 ms, 4 ms, at the most every 50 ms.
 */
export async function waitUntil(
  clock: Clock,
  until: Date,
  signal: AbortSignal,
): Promise<void> {
  for (let lookMs = 1; !signal.aborted; lookMs *= 2) {
    const leftMs = until.getTime() - clock.now().getTime();
    if (leftMs <= 0) return;
    await pause(Math.min(leftMs, lookMs, longestLookMs), signal);
  }
}

/** Waits that long, or until the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
