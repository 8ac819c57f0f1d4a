import type { IncomingMessage } from "node:http";
import type { App } from "../../app.ts";
import {
  rateLimited,
  serveWebSockets,
  type GraphqlContext,
  type GraphqlServer,
  type WebSocketDeps,
} from "../../platform/graphql/index.ts";
import {
  clientAddress,
  isSameOrigin,
  type HttpServer,
} from "../../platform/http/index.ts";
import type { Caller } from "../create-contexts.ts";
import { createPlaces } from "./create-places.ts";
import type { RequestLimits } from "./request-limits.ts";
import { sessionToken } from "./session-cookie.ts";

/** Of one address: a corporation behind one router, not a program that opens them without end. */
const mostConnections = 200;

/** Subscriptions over WebSocket. Returns how to end them. */
export function addWebSockets(
  server: HttpServer,
  deps: {
    app: Pick<App, "accounts" | "config">;
    graphql: GraphqlServer;
    mask: WebSocketDeps["mask"];
    contextFor: (caller: Caller) => GraphqlContext;
    limits: RequestLimits;
  },
): () => Promise<void> {
  const { accounts, config } = deps.app;
  const takePlace = createPlaces(mostConnections);
  return serveWebSockets({
    graphql: deps.graphql,
    mask: deps.mask,
    server: server.server,
    path: "/graphql",
    refuse: (request) => {
      if (isForeign(request, config.publicUrl)) return 403;
      return takePlace(clientAddress(request), request.socket) ? null : 429;
    },
    contextFor: async (request) => {
      const token = sessionToken(request.headers);
      const viewer = await accounts.viewer(token);
      const key = deps.limits.keyOf(viewer, clientAddress(request));
      const waitMs = await deps.limits.takeOperation(key);
      if (waitMs !== null) throw rateLimited(waitMs);
      return deps.contextFor({ viewer, sessionToken: token, limitKey: key });
    },
  });
}

/**
 * Browsers let any page open a WebSocket to any site, send our cookie with it, and show the page what comes. What they
 * do not let it do is lie about its origin. Scripts send none; with a session they have to name ours.
 */
function isForeign({ headers }: IncomingMessage, publicUrl: string): boolean {
  if (headers.origin === undefined) return sessionToken(headers) !== undefined;
  return !isSameOrigin(headers, publicUrl);
}
