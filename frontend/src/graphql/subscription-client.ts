import { createClient, type Client } from "graphql-ws";
import { backOffMs } from "./back-off.ts";
import type { LiveConnection } from "./live-connection.ts";

const PING_MS = 15_000;
const PONG_MS = 5_000;

/** WebSocket client that reconnects for ever and reports its state to `connection`. */
export function createSubscriptionClient(
  url: string,
  connection: LiveConnection,
): Client {
  let socket: WebSocket | undefined;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  return createClient({
    url,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (retries) =>
      new Promise((resolve) => {
        setTimeout(resolve, backOffMs(retries, Math.random()));
      }),
    keepAlive: PING_MS,
    on: {
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      connected: () => connection.setState("connected"),
      closed: () => {
        clearTimeout(pongTimer);
        connection.setState("reconnecting");
      },
      // A sleeping laptop or a lost network leaves a socket that looks open:
      // without an answer to our ping it is closed, and the client reconnects.
      ping: (isReceived) => {
        if (isReceived) return;
        pongTimer = setTimeout(
          () => socket?.close(4408, "No answer to a ping"),
          PONG_MS,
        );
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer);
      },
    },
  });
}
