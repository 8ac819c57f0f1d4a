import type { Clock, Logger } from "../../kernel/index.ts";
import type { Cache } from "./cache.ts";
import { createMemoryCache } from "./create-memory-cache.ts";
import { createRedisCache } from "./create-redis-cache.ts";

/** Redis where one is configured, else this process's memory. */
export function createCache(deps: {
  redisUrl: string | null;
  clock: Clock;
  log: Logger;
}): Cache {
  const { redisUrl, ...shared } = deps;
  return redisUrl === null
    ? createMemoryCache(shared)
    : createRedisCache({ ...shared, url: redisUrl });
}
