import { Readable } from "node:stream";
import type { GraphQLError } from "graphql";
import type { App } from "../../app.ts";
import {
  csrfRefused,
  rateLimited,
  tooManyStreams,
  type GraphqlContext,
  type GraphqlServer,
} from "../../platform/graphql/index.ts";
import {
  clientAddress,
  type HttpReply,
  type HttpRequest,
  type HttpServer,
} from "../../platform/http/index.ts";
import { createPlaces } from "./create-places.ts";
import type { RequestLimits } from "./request-limits.ts";
import { sessionToken, type Cookies } from "./session-cookie.ts";
import type { Caller } from "../create-contexts.ts";

const mostStreams = 20;

/** POST for everything, GET for queries; either can ask for server-sent events. */
export function addGraphqlRoutes(
  server: HttpServer,
  deps: {
    app: Pick<App, "accounts">;
    graphql: GraphqlServer;
    contextFor: (caller: Caller) => GraphqlContext;
    limits: RequestLimits;
    cookies: Cookies;
  },
): void {
  // Every stream of events holds a connection and a place in this process's memory.
  const takePlace = createPlaces(mostStreams);

  server.route({
    method: ["GET", "POST"],
    url: "/graphql",
    handler: async (request, reply) => {
      const token = sessionToken(request.headers);
      if (token !== undefined && isForgeable(request))
        return refuse(reply, 403, csrfRefused());
      const viewer = await deps.app.accounts.viewer(token);
      const key = deps.limits.keyOf(viewer, clientAddress(request.raw));
      const waitMs = await deps.limits.takeOperation(key);
      if (waitMs !== null) {
        reply.header("retry-after", Math.ceil(waitMs / 1000));
        return refuse(reply, 429, rateLimited(waitMs));
      }
      if (wantsEvents(request) && !takePlace(key, reply.raw))
        return refuse(reply, 429, tooManyStreams(mostStreams));
      const response = await deps.graphql.handleNodeRequestAndResponse(
        request,
        reply,
        deps.contextFor({
          viewer,
          sessionToken: token,
          limitKey: key,
          forgetSession: () => {
            deps.cookies.clearSession(reply);
          },
        }),
      );
      return send(reply, response);
    },
  });
}

/** A page of another origin can make a browser send a POST with our cookie, but none with this header. */
function isForgeable({ method, headers }: HttpRequest): boolean {
  return method === "POST" && headers["x-killreport-csrf"] !== "1";
}

function wantsEvents({ headers }: HttpRequest): boolean {
  return headers.accept?.includes("text/event-stream") === true;
}

function refuse(
  reply: HttpReply,
  status: number,
  error: GraphQLError,
): HttpReply {
  return reply
    .code(status)
    .header("cache-control", "no-store")
    .send({ errors: [error.toJSON()] });
}

async function send(reply: HttpReply, response: Response): Promise<HttpReply> {
  reply.code(response.status);
  response.headers.forEach((value, name) => {
    reply.header(name, value);
  });
  reply.header("cache-control", "no-store");
  const isStream = response.headers
    .get("content-type")
    ?.startsWith("text/event-stream");
  if (!isStream || response.body === null)
    return reply.send(await response.text());
  // Proxies must hand on each event as it comes.
  reply.header("x-accel-buffering", "no");
  return reply.send(Readable.from(response.body, { objectMode: false }));
}
