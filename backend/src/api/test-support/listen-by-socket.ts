import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { until } from "../../../../tests/support/until.ts";

/** A subscription as it runs. */
export interface Listening<Event> {
  readonly events: Event[];
  readonly errors: unknown[];
  isComplete(): boolean;
  /** Waits until that many events are there. */
  received(count: number): Promise<Event[]>;
  stop(): Promise<void>;
}

export interface ListenOptions {
  readonly variables?: Record<string, unknown>;
  readonly cookie?: string;
  readonly origin?: string;
}

/** Subscribes over a WebSocket of its own and resolves once it is open. */
export async function listenBySocket<Event>(
  url: string,
  query: string,
  { variables = {}, cookie, origin = url }: ListenOptions = {},
): Promise<Listening<Event>> {
  class OwnSocket extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, {
        headers: { origin, ...(cookie !== undefined && { cookie }) },
      });
    }
  }
  const opened = Promise.withResolvers<void>();
  const client = createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: OwnSocket,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: (error) => opened.reject(error as Error),
    on: { connected: () => opened.resolve() },
  });
  await opened.promise;
  const events: Event[] = [];
  const errors: unknown[] = [];
  let isComplete = false;
  const end = client.subscribe<Event>(
    { query, variables },
    {
      next: ({ data, errors: refused }) => {
        if (data) events.push(data);
        if (refused) errors.push(...refused);
      },
      error: (error) => {
        errors.push(...(Array.isArray(error) ? (error as unknown[]) : [error]));
      },
      complete: () => {
        isComplete = true;
      },
    },
  );
  return {
    events,
    errors,
    isComplete: () => isComplete,
    received: (count) =>
      until(`${count} events came`, () => events.length >= count && events),
    async stop() {
      end();
      await client.dispose();
    },
  };
}
