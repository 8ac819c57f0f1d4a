import type { WindowCounter } from "./window-counter.ts";

/** Counts of this process alone. Of each length it holds the keys of one window at a time. */
export function createMemoryCounter(): WindowCounter {
  const windows = new Map<
    number,
    { start: number; counts: Map<string, number> }
  >();
  return {
    increment: (key, { start, lengthMs }) => {
      let window = windows.get(lengthMs);
      if (window?.start !== start) {
        window = { start, counts: new Map() };
        windows.set(lengthMs, window);
      }
      const count = (window.counts.get(key) ?? 0) + 1;
      window.counts.set(key, count);
      return Promise.resolve(count);
    },
    close: () => Promise.resolve(),
  };
}
