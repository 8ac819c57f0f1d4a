import type { Clock } from "../../kernel/index.ts";
import type { WindowCounter } from "./window-counter.ts";

export interface RateLimit {
  /** Keeps limits on different things apart. */
  readonly name: string;
  readonly requests: number;
  readonly windowMs: number;
}

/** How often somebody may ask. */
export interface RateLimiter {
  /** Counts a request; null while within the limit, else the milliseconds until it counts anew. */
  take(limit: RateLimit, key: string): Promise<number | null>;
}

export function createRateLimiter(deps: {
  counter: WindowCounter;
  clock: Clock;
}): RateLimiter {
  return {
    take: async ({ name, requests, windowMs }, key) => {
      const now = deps.clock.now().getTime();
      const start = now - (now % windowMs);
      const count = await deps.counter.increment(`${name}:${key}`, {
        start,
        lengthMs: windowMs,
      });
      return count > requests ? start + windowMs - now : null;
    },
  };
}
