import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../http/clock.ts";
import type { RequestPipeline } from "../http/request-pipeline.ts";
import { sendFault } from "../http/request-pipeline.ts";
import type { AccessTokens, TokenSubject } from "../sso/access-token.ts";
import type { World } from "../world/world.ts";
import { resolveCompatibilityDate } from "./compatibility-date.ts";
import { createErrorLimit, errorLimitMessage } from "./error-limit.ts";
import type { EsiAnswer } from "./esi-answer.ts";
import { answerRoute } from "./esi-answer.ts";
import type { EsiRoute } from "./esi-route.ts";
import { EsiError } from "./esi-route.ts";
import { createRateLimiter } from "./rate-limit.ts";
import { esiRoutes } from "./routes/esi-routes.ts";
import type { Snapshots } from "./snapshots.ts";

export interface EsiDeps {
  world: World;
  clock: Clock;
  tokens: AccessTokens;
  pipeline: RequestPipeline;
  snapshots: Snapshots;
}

/** ESI below `/esi`: one pipeline of limits, dates and tokens in front of all routes. */
export function registerEsi(scope: FastifyInstance, deps: EsiDeps): void {
  const limiter = createRateLimiter(deps.clock);
  const errorLimit = createErrorLimit(deps.clock);

  const handle = async (
    request: FastifyRequest,
    reply: FastifyReply,
    route: EsiRoute | undefined,
  ): Promise<FastifyReply> => {
    const trace = deps.pipeline.trace(request);
    const address = addressOf(request);
    const send = (answer: EsiAnswer): FastifyReply =>
      reply
        .code(answer.status)
        .headers({ ...crossOriginHeaders, ...answer.headers })
        .send(answer.body);

    if (errorLimit.isExhausted(address))
      return send(failure(420, errorLimitMessage, errorLimit.headers(address)));

    const subject = await deps.tokens.verify(request.headers.authorization);
    const group = route?.group;
    const bucket = bucketOf(route, address, subject);
    if (group !== undefined) {
      trace.group = group;
      trace.subject = bucket;
      const waitSeconds = limiter.retryAfterSeconds(group, bucket);
      if (waitSeconds > 0) {
        const { headers } = limiter.charge(group, bucket, 429);
        trace.tokenCost = 0;
        return send(
          failure(429, "Rate limit exceeded", {
            ...headers,
            "retry-after": String(waitSeconds),
          }),
        );
      }
    }

    const { fault } = trace;
    const answer =
      fault?.status === undefined
        ? attempt(deps, request, route, subject)
        : failure(fault.status, "");
    if (group === undefined) {
      errorLimit.note(address, answer.status);
      Object.assign(answer.headers, errorLimit.headers(address));
    } else {
      const charge = limiter.charge(group, bucket, answer.status);
      trace.tokenCost = charge.cost;
      Object.assign(answer.headers, charge.headers);
    }
    if (fault?.status === undefined) return send(answer);
    // Some limiters inside the game answer 429 without these headers; a script may ask for them.
    if (fault.status !== 429) reply.headers(answer.headers);
    await sendFault(reply, fault.status, fault);
    return reply;
  };

  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "*",
    { parseAs: "string" },
    (_request, body, done) => done(null, body),
  );
  for (const route of esiRoutes(deps.world, deps.clock))
    scope.route({
      method: route.method,
      url: route.path,
      handler: (request, reply) => handle(request, reply, route),
    });
  scope.options("*", (_request, reply) =>
    reply.code(204).headers(crossOriginHeaders).send(),
  );
  scope.setNotFoundHandler((request, reply) =>
    handle(request, reply, undefined),
  );
}

function attempt(
  deps: EsiDeps,
  request: FastifyRequest,
  route: EsiRoute | undefined,
  subject: TokenSubject | undefined,
): EsiAnswer {
  const nowMs = deps.clock.now().getTime();
  const query = new URL(request.originalUrl, "http://localhost").searchParams;
  try {
    if (!route) throw new EsiError(404, "Not found");
    const asked = [
      headerOf(request, "x-compatibility-date"),
      query.get("compatibility_date"),
    ].find((date) => date !== undefined && date !== null && date !== "");
    const compatibilityDate = resolveCompatibilityDate(
      asked ?? undefined,
      nowMs,
    );
    if (route.scope !== undefined) {
      if (!subject) throw new EsiError(401, "Unauthorized - Invalid token");
      if (!subject.scopes.includes(route.scope))
        throw new EsiError(403, `token is not valid for scope: ${route.scope}`);
    }
    return answerRoute(
      route,
      {
        params: request.params as Record<string, string>,
        query,
        body: typeof request.body === "string" ? request.body : "",
        nowMs,
        subject,
        compatibilityDate,
      },
      {
        ifNoneMatch: headerOf(request, "if-none-match"),
        ifModifiedSince: headerOf(request, "if-modified-since"),
        acceptsGzip: (headerOf(request, "accept-encoding") ?? "").includes(
          "gzip",
        ),
      },
      deps.snapshots,
    );
  } catch (error) {
    if (!(error instanceof EsiError)) throw error;
    return failure(error.status, error.message, {}, error.details);
  }
}

function failure(
  status: number,
  message: string,
  headers: Record<string, string> = {},
  details?: EsiError["details"],
): EsiAnswer {
  return {
    status,
    headers: { ...headers, "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({ error: message, ...(details ? { details } : {}) }),
  };
}

/** Scoped routes count per application and character, public ones per address and application. */
function bucketOf(
  route: EsiRoute | undefined,
  address: string,
  subject: TokenSubject | undefined,
): string {
  if (!subject) return address;
  return route?.scope === undefined
    ? `${address}:${subject.clientId}`
    : `${subject.clientId}:${subject.characterId}`;
}

/** This machine has one address, whichever protocol it was reached by. */
const addressOf = (request: FastifyRequest): string =>
  ["::1", "::ffff:127.0.0.1"].includes(request.ip) ? "127.0.0.1" : request.ip;

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

const crossOriginHeaders = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET,POST,OPTIONS",
  "access-control-allow-headers":
    "Content-Type,Authorization,If-None-Match,If-Modified-Since,X-User-Agent,X-Compatibility-Date,X-Tenant",
  "access-control-expose-headers":
    "Etag, Retry-After, X-Compatibility-Date, X-Esi-Error-Limit-Remain, X-Esi-Error-Limit-Reset, X-Pages, X-Ratelimit-Group, X-Ratelimit-Limit, X-Ratelimit-Remaining, X-Ratelimit-Used",
};
