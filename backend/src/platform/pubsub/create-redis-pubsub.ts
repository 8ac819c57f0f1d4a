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
  /** How long news wait for the server before publishing fails. */
  patienceMs?: number;
}): PubSub {
  const { url, log, prefix = "killreport:" } = deps;
  const { longestRetryMs = 5_000, patienceMs = 2_000 } = deps;
  const options: RedisOptions = {
    lazyConnect: true,
    retryStrategy: (times) => Math.min(longestRetryMs, 50 * 2 ** times),
  };
  const publisher = new Redis(url, { ...options, commandTimeout: patienceMs });
  // A subscription waits for as long as it takes.
  const listener = new Redis(url, { ...options, maxRetriesPerRequest: null });
  for (const connection of [publisher, listener])
    connection.on("error", (error: Error) => {
      log.warn({ reason: error.message }, "Redis connection failed");
    });
  const engine = new RedisPubSub({
    publisher,
    subscriber: listener,
    // Payloads are strings already. They come as bytes whatever the declaration says.
    serializer: (payload: string) => payload,
    deserializer: (payload) => payload.toString("utf8"),
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
      let isActive = true;
      // Its own entry, since two subscribers may share one function.
      const told = () => onReconnect?.();
      reconnectListeners.add(told);
      const id = await engine.subscribe<string>(prefix + channel, (payload) => {
        if (isActive) onMessage(payload);
      });
      return () => {
        isActive = false;
        reconnectListeners.delete(told);
        // The engine does not wait for its UNSUBSCRIBE: one that waits for a connection until `close` would fail unheard.
        if (listener.status === "ready") engine.unsubscribe(id);
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
