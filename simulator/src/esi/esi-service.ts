import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { addressOf } from "../http/address-of.ts";
import type { Clock } from "../http/clock.ts";
import type { Fault } from "../faults/fault.ts";
import type { FaultBook } from "../faults/fault-book.ts";
import { sendFault } from "../faults/send-fault.ts";
import type { RequestPipeline } from "../http/request-pipeline.ts";
import type { AccessTokens, TokenSubject } from "../sso/access-token.ts";
import type { FittingBook } from "../world/fitting-book.ts";
import type { World } from "../world/world.ts";
import { resolveCompatibilityDate } from "./compatibility-date.ts";
import { breakText } from "./break-text.ts";
import type { ErrorLimit } from "./error-limit.ts";
import { errorLimitMessage } from "./error-limit.ts";
import type { EsiAnswer } from "./esi-answer.ts";
import { answerRoute } from "./esi-answer.ts";
import type { EsiRoute } from "./esi-route.ts";
import { EsiError } from "./esi-route.ts";
import type { RateLimiter } from "./rate-limit.ts";
import { esiRoutes } from "./routes/esi-routes.ts";
import type { Snapshots } from "./snapshots.ts";

export interface EsiDeps {
  world: World;
  fittings: FittingBook;
  clock: Clock;
  tokens: AccessTokens;
  pipeline: RequestPipeline;
  snapshots: Snapshots;
  faults: FaultBook;
  limiter: RateLimiter;
  errorLimit: ErrorLimit;
}

/** ESI below `/esi`: one pipeline of limits, dates and tokens in front of all routes. */
export function registerEsi(scope: FastifyInstance, deps: EsiDeps): void {
  const { limiter, errorLimit, faults } = deps;

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
        .send(answer.zip?.() ?? answer.body);

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
    if (fault?.status === 420 || fault?.status === 429) {
      // Refused before anything was spent. A 429 of the game's own limiters has no headers.
      trace.tokenCost = 0;
      if (fault.hasLimitHeaders ?? fault.status === 420)
        reply.headers(
          fault.status === 420 || group === undefined
            ? {
                ...errorLimit.headers(address),
                "x-esi-error-limit-remain": "0",
              }
            : {
                ...limiter.charge(group, bucket, 429).headers,
                "x-ratelimit-remaining": "0",
                "retry-after": "60",
              },
        );
      await sendFault(reply, fault.status, fault);
      return reply;
    }
    const answer =
      fault?.status === undefined
        ? attempt(deps, request, route, subject, fault)
        : failure(fault.status, "");
    if (group === undefined) {
      errorLimit.note(address, answer.status);
      Object.assign(answer.headers, errorLimit.headers(address));
    } else {
      const charge = limiter.charge(group, bucket, answer.status);
      trace.tokenCost = charge.cost;
      Object.assign(answer.headers, charge.headers);
    }
    if (fault?.status === undefined) {
      if (fault && !hasStruck(fault, route, answer)) {
        faults.giveBack(fault);
        delete trace.fault;
      } else if (fault?.truncate === true) {
        breakText(answer);
        trace.isDamaged = true;
      }
      return send(answer);
    }
    if (fault.hasLimitHeaders !== false) reply.headers(answer.headers);
    await sendFault(reply, fault.status, fault);
    return reply;
  };

  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "*",
    { parseAs: "string" },
    (_request, body, done) => done(null, body),
  );
  for (const route of esiRoutes(deps.world, deps.fittings, deps.clock, faults))
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

/** Whether a fault that breaks texts or lists found one; one that does something else always strikes. */
function hasStruck(
  fault: Fault,
  route: EsiRoute | undefined,
  answer: EsiAnswer,
): boolean {
  const breaksText = fault.truncate === true || fault.schema !== undefined;
  if (breaksText && ![200, 201].includes(answer.status)) return false;
  if (fault.list && !(route?.lengthen && answer.status < 400)) return false;
  return true;
}

function attempt(
  deps: EsiDeps,
  request: FastifyRequest,
  route: EsiRoute | undefined,
  subject: TokenSubject | undefined,
  fault: Fault | undefined,
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
      {
        outage: fault?.downtime,
        isLaterSchema: fault?.schema === "later",
        listAdds: fault?.list?.adds,
      },
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
    body: JSON.stringify({
      error: message,
      ...(status === 504 ? { timeout: 10 } : {}),
      ...(details ? { details } : {}),
    }),
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
