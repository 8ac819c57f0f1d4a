import pg from "pg";
import { type Logger, UnavailableError } from "../../kernel/index.ts";
import {
  holdConnection,
  type HeldConnection,
} from "../database/hold-connection.ts";
import { surviveBrokenConnections } from "../database/survive-broken-connections.ts";
import { createBatches } from "./create-batches.ts";
import { attach, attachPatienceMs } from "./attach.ts";
import type { PubSub } from "./pubsub.ts";

/** Bytes; PostgreSQL's own limit. */
const longestPayload = 7_999;
const mostAtOnce = 1_000;

interface News {
  readonly channel: string;
  readonly payload: string;
}

interface Subscriber {
  readonly onMessage: (payload: string) => void;
  readonly onReconnect: (() => void) | undefined;
}

/**
 * LISTEN and NOTIFY: one connection listens to all channels, opened by the first subscription. What is published while
 * another statement is on its way goes out together, in order, equal news once: a scheduler's minute tells of thousands
 * of characters, and each NOTIFY alone is a transaction under a lock of the whole server.
 */
export function createPostgresPubSub(deps: {
  url: string;
  log: Logger;
  /** How long subscribers wait for the server before they go on without it. */
  patienceMs?: number;
}): PubSub {
  const { url, log, patienceMs = attachPatienceMs } = deps;
  const publisher = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 5_000,
    // News are kept nowhere: nobody has to wait until a disk has them.
    options: "-c synchronous_commit=off",
  });
  surviveBrokenConnections(publisher);
  const send = createBatches<News>(mostAtOnce, async (news) => {
    await publisher.query(
      `SELECT pg_notify(n.channel, n.payload)
         FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS n(channel, payload, place) ORDER BY n.place`,
      [news.map(({ channel }) => channel), news.map(({ payload }) => payload)],
    );
  });
  const subscribers = new Map<string, Set<Subscriber>>();
  let held: HeldConnection | null = null;
  let listener = Promise.withResolvers<pg.Client>();
  let listening = new Set<string>();
  let hadConnection = false;
  let isConnected = false;

  function hold(): HeldConnection {
    return holdConnection({
      url,
      log,
      async onConnected(client) {
        client.on("notification", ({ channel, payload = "" }) => {
          for (const { onMessage } of subscribers.get(channel) ?? [])
            onMessage(payload);
        });
        const channels = [...subscribers.keys()];
        for (const channel of channels)
          await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        listening = new Set(channels);
        isConnected = true;
        listener.resolve(client);
        if (hadConnection)
          for (const { onReconnect } of [...subscribers.values()].flatMap(
            (set) => [...set],
          ))
            onReconnect?.();
        hadConnection = true;
      },
      onLost() {
        if (!isConnected) return;
        isConnected = false;
        listener = Promise.withResolvers<pg.Client>();
      },
    });
  }

  async function listenTo(channel: string): Promise<void> {
    for (;;) {
      const client = await listener.promise;
      if (listening.has(channel)) return;
      try {
        await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        if ((await listener.promise) !== client) continue;
        listening.add(channel);
        return;
      } catch {
        // The connection broke; the next one listens to this channel as to all others.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  return {
    async publish(channel, payload) {
      // One that PostgreSQL refuses would take the others of its batch along.
      if (Buffer.byteLength(payload) > longestPayload)
        throw new Error(
          `News of ${Buffer.byteLength(payload)} bytes for ${channel}: at most ${longestPayload} can be published`,
        );
      try {
        await send({ channel, payload });
      } catch (error) {
        throw new UnavailableError("The news could not be published", {
          cause: error,
        });
      }
    },
    async subscribe(channel, onMessage, onReconnect) {
      const subscriber = { onMessage, onReconnect };
      const set = subscribers.get(channel) ?? new Set();
      subscribers.set(channel, set.add(subscriber));
      held ??= hold();
      await attach(listenTo(channel), {
        channel,
        log,
        patienceMs,
        onLate: () => {
          if (set.has(subscriber)) onReconnect?.();
        },
      });
      return async () => {
        set.delete(subscriber);
        if (set.size > 0 || subscribers.get(channel) !== set) return;
        subscribers.delete(channel);
        listening.delete(channel);
        if (!isConnected) return;
        const client = await listener.promise;
        // On a connection that breaks just now there is nothing to end.
        await client
          .query(`UNLISTEN ${pg.escapeIdentifier(channel)}`)
          .catch(() => undefined);
      };
    },
    async close() {
      subscribers.clear();
      await held?.close();
      await publisher.end();
    },
  };
}
