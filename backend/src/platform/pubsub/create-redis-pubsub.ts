import { RedisPubSub } from "graphql-redis-subscriptions";
import { Redis, type RedisOptions } from "ioredis";
import { type Logger, UnavailableError } from "../../kernel/index.ts";
import { attach, attachPatienceMs } from "./attach.ts";
import type { PubSub } from "./pubsub.ts";

/** Redis channels, for sites with several processes and many subscribers. */
export function createRedisPubSub(deps: {
  url: string;
  log: Logger;
  /** First part of the channels' names. */
  prefix?: string;
  longestRetryMs?: number;
  /** How long news wait for the server before publishing fails, and subscribers before they go on without it. */
  patienceMs?: number;
}): PubSub {
  const { url, log, prefix = "killreport:" } = deps;
  const { longestRetryMs = 5_000, patienceMs = attachPatienceMs } = deps;
  const options: RedisOptions = {
    lazyConnect: true,
    retryStrategy: (times) => Math.min(longestRetryMs, 50 * 2 ** times),
  };
  const publisher = new Redis(url, { ...options, commandTimeout: patienceMs });
  // A subscription waits for as long as it takes.
  const listener = new Redis(url, { ...options, maxRetriesPerRequest: null });
  for (const connection of [publisher, listener])
    connection.on("error", (error: Error) => {
      log.warn({ reason: reasonOf(error) }, "Redis connection failed");
    });
  const engine = new RedisPubSub({
    publisher,
    subscriber: heard(listener),
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

  /** Waits for a connection. A SUBSCRIBE that ioredis kept for later would fail when this closes, in the engine where nobody hears it, which ends the process. */
  let connection = Promise.withResolvers<undefined>();
  listener.on("ready", () => connection.resolve(undefined));
  listener.on("close", () => {
    connection.resolve(undefined);
    connection = Promise.withResolvers();
  });
  async function connected(): Promise<void> {
    // What goes wrong is logged, and tried again, by the listeners above.
    if (listener.status === "wait") listener.connect().catch(() => undefined);
    while (listener.status !== "ready") await connection.promise;
  }

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
      let id: number | null = null;
      const subscribe = async (): Promise<void> => {
        await connected();
        if (!isActive) return;
        id = await engine.subscribe<string>(prefix + channel, (payload) => {
          if (isActive) onMessage(payload);
        });
      };
      await attach(subscribe(), {
        channel,
        log,
        patienceMs,
        onLate: () => {
          if (isActive) told();
        },
      });
      return () => {
        isActive = false;
        reconnectListeners.delete(told);
        // Without a connection there is nothing to end: ioredis subscribes again to what the engine still knows, and nobody is told.
        if (listener.status === "ready" && id !== null) engine.unsubscribe(id);
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

/** The engine does not look at what its UNSUBSCRIBEs return: one that `close` cuts short would fail unheard and end the process. */
function heard(connection: Redis): Redis {
  return new Proxy(connection, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        const result: unknown = Reflect.apply(value, target, given);
        if (result instanceof Promise) result.catch(() => undefined);
        return result;
      };
    },
  });
}

/** Node tries every address of a name, and the error of all of them has no text of its own. */
function reasonOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return error.message || (code ?? error.name);
}
