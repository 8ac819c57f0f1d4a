import { Redis } from "ioredis";
import type { Clock, Logger } from "../../kernel/index.ts";
import { type Cache, largestValueBytes } from "./cache.ts";

/** Shared by all processes of a site. Connects with the first use; while Redis is away nothing is found and nothing kept. */
export function createRedisCache(deps: {
  url: string;
  clock: Clock;
  log: Logger;
  /** First part of the keys' names. */
  prefix?: string;
  longestRetryMs?: number;
  /** How long anybody waits for Redis: what is cached can be had elsewhere. */
  patienceMs?: number;
}): Cache {
  const { clock, log, prefix = "killreport:cache:" } = deps;
  const { longestRetryMs = 5_000, patienceMs = 500 } = deps;
  const redis = new Redis(deps.url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    retryStrategy: (times) => Math.min(longestRetryMs, 50 * 2 ** times),
  });
  redis.on("error", (error: Error) => {
    log.warn({ reason: error.message }, "Redis connection failed");
  });

  /** Null when Redis is not there: not waited for while it is known to be away. */
  async function ask<Answer>(
    command: () => Promise<Answer>,
  ): Promise<Answer | null> {
    if (!["wait", "connecting", "connect", "ready"].includes(redis.status))
      return null;
    try {
      return await command();
    } catch (error) {
      log.warn({ error }, "The cache in Redis did not answer");
      return null;
    }
  }

  return {
    async get(key) {
      const text = await ask(() => redis.get(prefix + key));
      // Our clock decides, as in every other place; Redis only keeps itself small.
      const end = text?.indexOf(" ") ?? -1;
      if (text == null || end < 0) return null;
      const untilMs = Number(text.slice(0, end));
      return untilMs > clock.now().getTime() ? text.slice(end + 1) : null;
    },
    async set(key, value, until) {
      const leftMs = until.getTime() - clock.now().getTime();
      if (leftMs <= 0 || Buffer.byteLength(value) > largestValueBytes) {
        await ask(() => redis.del(prefix + key));
        return;
      }
      const text = `${until.getTime()} ${value}`;
      await ask(() => redis.set(prefix + key, text, "PX", Math.ceil(leftMs)));
    },
    close() {
      // Not QUIT: that waits for a server that may be away.
      redis.disconnect();
      return Promise.resolve();
    },
  };
}
