import { type Clock, waitUntil } from "../../../kernel/index.ts";

/** Lets requests through one at a time, `spacingMs` of the clock's time apart, in the order in which they asked. */
export function createPace(
  clock: Clock,
  spacingMs: number,
): (signal: AbortSignal) => Promise<void> {
  let nextAt = clock.now();
  let line: Promise<void> = Promise.resolve();

  async function pass(signal: AbortSignal): Promise<void> {
    await waitUntil(clock, nextAt, signal);
    // Counted from when it really went: one that woke late must not let the next one follow at once.
    if (!signal.aborted) nextAt = new Date(clock.now().getTime() + spacingMs);
  }

  return (signal) => (line = line.then(() => pass(signal)));
}
