import { RedisPubSub } from "graphql-redis-subscriptions";
import { Redis, type RedisOptions } from "ioredis";
import { type Logger, UnavailableError } from "../../kernel/index.ts";
import type { PubSub } from "./pubsub.ts";

/** Redis channels, for sites with several processes and many subscribers. */
export function createRedisPubSub(deps: {
  url: string;
  log: Logger;
  /** First part of the channels' names. */
  prefix?: string;
  longestRetryMs?: number;
}): PubSub {
  const { url, log, prefix = "killreport:", longestRetryMs = 5_000 } = deps;
  const options: RedisOptions = {
    lazyConnect: true,
    retryStrategy: (times) => Math.min(longestRetryMs, 50 * 2 ** times),
  };
  const publisher = new Redis(url, { ...options, maxRetriesPerRequest: 2 });
  // A subscription waits for as long as it takes.
  const listener = new Redis(url, { ...options, maxRetriesPerRequest: null });
  for (const connection of [publisher, listener])
    connection.on("error", (error: Error) => {
      log.warn({ reason: error.message }, "Redis connection failed");
    });
  const engine = new RedisPubSub({
    publisher,
    subscriber: listener,
    // Payloads are strings already.
    serializer: (payload: string) => payload,
    deserializer: (payload) => payload,
  });

  const reconnectListeners = new Set<() => void>();
  let hadConnection = false;
  listener.on("ready", () => {
    if (hadConnection) void tellReconnected();
    hadConnection = true;
  });

  /** ioredis has sent its SUBSCRIBEs again by now, and answers come in order: after this one they stand. */
  async function tellReconnected(): Promise<void> {
    try {
      await listener.ping();
    } catch (error) {
      log.debug({ error }, "Lost Redis again before the channels were back");
      return;
    }
    for (const onReconnect of reconnectListeners) onReconnect();
  }

  return {
    async publish(channel, payload) {
      try {
        await engine.publish(prefix + channel, payload);
      } catch (error) {
        throw new UnavailableError("The news could not be published", {
          cause: error,
        });
      }
    },
    async subscribe(channel, onMessage, onReconnect) {
      // Its own entry, since two subscribers may share one function.
      const told = () => onReconnect?.();
      reconnectListeners.add(told);
      const id = await engine.subscribe<string>(prefix + channel, (payload) => {
        onMessage(payload);
      });
      return () => {
        reconnectListeners.delete(told);
        engine.unsubscribe(id);
        return Promise.resolve();
      };
    },
    close() {
      reconnectListeners.clear();
      // Not QUIT: that waits for a server that may be away.
      listener.disconnect();
      publisher.disconnect();
      return Promise.resolve();
    },
  };
}
