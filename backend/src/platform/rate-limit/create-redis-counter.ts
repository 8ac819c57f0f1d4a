import { Redis } from "ioredis";
import type { Logger } from "../../kernel/index.ts";
import type { WindowCounter } from "./window-counter.ts";

/** Counts shared by all processes of a site. While Redis is away nothing is counted: a limit is no reason to be down. */
export function createRedisCounter(deps: {
  url: string;
  log: Logger;
  /** First part of the keys' names. */
  prefix?: string;
}): WindowCounter {
  const { log, prefix = "killreport:rate:" } = deps;
  const redis = new Redis(deps.url, {
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    retryStrategy: (times) => Math.min(5_000, 100 * 2 ** times),
  });
  redis.on("error", (error: Error) => {
    log.warn({ reason: error.message }, "Redis connection failed");
  });
  return {
    increment: async (key, { start, lengthMs }) => {
      // Not queued for later: the request would wait for Redis.
      if (redis.status !== "ready") return 0;
      const name = `${prefix}${key}:${start}`;
      try {
        const answers = await redis
          .multi()
          .incr(name)
          .pexpire(name, 2 * lengthMs)
          .exec();
        return Number(answers?.[0]?.[1] ?? 0);
      } catch (error) {
        log.warn({ error }, "A request was not counted");
        return 0;
      }
    },
    close: () => {
      // Not QUIT: that waits for a server that may be away.
      redis.disconnect();
      return Promise.resolve();
    },
  };
}
