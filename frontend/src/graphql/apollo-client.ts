import { ApolloClient, ApolloLink, HttpLink } from "@apollo/client";
import type { ApolloCache } from "@apollo/client";
import { OperationTypeNode } from "graphql";
import type { LiveConnection } from "./live-connection.ts";
import { createSubscriptionClient } from "./subscription-client.ts";
import { createSubscriptionLink } from "./subscription-link.ts";

const PATH = "/graphql";

/** Talks to the API of this page's own origin: queries and mutations over HTTP, subscriptions over a WebSocket. */
export function createApolloClient(
  cache: ApolloCache,
  connection: LiveConnection,
): ApolloClient {
  const http = new HttpLink({
    uri: PATH,
    credentials: "same-origin",
    // A foreign site can not send this header without our server's consent, so the server takes it as proof.
    headers: { "x-killreport-csrf": "1" },
  });
  const live = createSubscriptionLink(
    createSubscriptionClient(webSocketUrl(), connection),
  );
  return new ApolloClient({
    cache,
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      live,
      http,
    ),
    devtools: { enabled: import.meta.env.DEV },
  });
}

function webSocketUrl(): string {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${window.location.host}${PATH}`;
}
