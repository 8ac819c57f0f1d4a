import type { Logger } from "../../kernel/index.ts";
import { createMemoryCounter } from "./create-memory-counter.ts";
import { createRedisCounter } from "./create-redis-counter.ts";
import type { WindowCounter } from "./window-counter.ts";

/** Redis where one is configured, else this process's memory. */
export function createWindowCounter(deps: {
  redisUrl: string | null;
  log: Logger;
}): WindowCounter {
  return deps.redisUrl === null
    ? createMemoryCounter()
    : createRedisCounter({ url: deps.redisUrl, log: deps.log });
}
