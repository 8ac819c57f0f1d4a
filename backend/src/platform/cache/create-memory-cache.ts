import type { Clock } from "../../kernel/index.ts";
import { type Cache, largestValueBytes } from "./cache.ts";

const usualBytes = 16 * 1024 * 1024;

/** Of this process alone; what was not used for longest goes when there is more than `mostBytes`. */
export function createMemoryCache(deps: {
  clock: Clock;
  mostBytes?: number;
}): Cache {
  const { clock, mostBytes = usualBytes } = deps;
  // A Map remembers the order of insertion: the first is the one not used for longest.
  const entries = new Map<
    string,
    { value: string; untilMs: number; bytes: number }
  >();
  let bytes = 0;

  function remove(key: string): void {
    bytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return Promise.resolve(null);
      if (entry.untilMs <= clock.now().getTime()) {
        remove(key);
        return Promise.resolve(null);
      }
      entries.delete(key);
      entries.set(key, entry);
      return Promise.resolve(entry.value);
    },
    set(key, value, until) {
      remove(key);
      const size = sizeOf(key) + sizeOf(value);
      if (sizeOf(value) > largestValueBytes || size > mostBytes)
        return Promise.resolve();
      entries.set(key, { value, untilMs: until.getTime(), bytes: size });
      bytes += size;
      for (const oldest of entries.keys()) {
        if (bytes <= mostBytes) break;
        remove(oldest);
      }
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

const sizeOf = (text: string) => Buffer.byteLength(text);
