import type { WindowCounter } from "./window-counter.ts";

/** Counts of this process alone. Holds the keys of one window at a time. */
export function createMemoryCounter(): WindowCounter {
  let current = "";
  let counts = new Map<string, number>();
  return {
    increment: (key, { start, lengthMs }) => {
      const window = `${start} ${lengthMs}`;
      if (window !== current) {
        current = window;
        counts = new Map();
      }
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return Promise.resolve(count);
    },
    close: () => Promise.resolve(),
  };
}
