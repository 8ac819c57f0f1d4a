import { z } from "zod";
import {
  type Clock,
  type Logger,
  UnavailableError,
} from "../../kernel/index.ts";
import type { EsiAnswer, EsiFreshness } from "./esi-answer.ts";
import type { EsiBudget, Reservation } from "./esi-budget.ts";
import { EsiRefusedError } from "./esi-refused-error.ts";
import { hasNotConnected, reasonOf } from "./fetch-failure.ts";
import { createOutage } from "./outage.ts";
import type { RateLimitGroup } from "./rate-limits.ts";
import {
  freshUntil,
  numberHeader,
  retryAfter,
  waitUntil,
} from "./read-headers.ts";

export interface EsiRequest<Body> {
  readonly method?: "GET" | "POST";
  /** Path and query below the base address. */
  readonly path: string;
  readonly group: RateLimitGroup | null;
  /** Whose bucket of the group: `application:character`, or the address. */
  readonly subject: string;
  readonly body?: unknown;
  readonly token?: string | undefined;
  /** Sent as `If-None-Match`. */
  readonly etag?: string | null | undefined;
  readonly schema: z.ZodType<Body>;
}

export interface EsiRequestDeps {
  readonly baseUrl: string;
  readonly userAgent: string;
  readonly compatibilityDate: string;
  readonly clock: Clock;
  readonly budget: EsiBudget;
  readonly log: Logger;
  readonly fetch: typeof fetch;
}

/** Longer than any answer worth waiting for: ESI itself gives up on the game after ten seconds. */
export const timeoutMs = 10_000;

/**
 * One request to ESI, within the budget. Throws EsiRefusedError for what would be refused again, UnavailableError with
 * `retryAt` for everything that can pass: no budget, 420, 429, 5xx, no answer, half an answer. Never tries twice itself.
 */
export function createEsiRequest(deps: EsiRequestDeps) {
  const { clock, budget, log } = deps;
  const outage = createOutage();

  async function send<Body>(
    request: EsiRequest<Body>,
    reservation: Reservation,
  ): Promise<Response> {
    const route = nameOf(request);
    try {
      return await deps.fetch(deps.baseUrl + request.path, {
        method: request.method ?? "GET",
        headers: headersOf(request, deps),
        signal: AbortSignal.timeout(timeoutMs),
        ...(request.body === undefined
          ? {}
          : { body: JSON.stringify(request.body) }),
      });
    } catch (error) {
      const now = clock.now();
      // Without an answer nobody knows whether ESI counted it, so it stays reserved; unless there was no connection.
      if (hasNotConnected(error))
        await budget.settle(reservation, "not sent", now);
      throw new UnavailableError(
        `ESI did not answer ${route}: ${reasonOf(error)}`,
        { cause: error, retryAt: outage.retryAt(now) },
      );
    }
  }

  return async function request<Body>(
    wanted: EsiRequest<Body>,
  ): Promise<EsiAnswer<Body>> {
    const route = nameOf(wanted);
    const reservation = await budget.reserve(
      wanted.group,
      wanted.subject,
      clock.now(),
    );
    const response = await send(wanted, reservation);
    const { status, headers } = response;
    const now = clock.now();
    await budget.settle(reservation, { status, headers }, now);
    log.debug({ route, status }, "ESI answered");
    if (status < 500) outage.end();

    const freshness: EsiFreshness = {
      etag: headers.get("etag"),
      expiresAt: freshUntil(headers, now),
      lastModified: headers.get("last-modified"),
    };
    if (status === 304) {
      await response.body?.cancel();
      return { status, ...freshness };
    }
    const text = await readText(response, () => outage.retryAt(clock.now()));
    if (status === 200) {
      const body = parseJson(text, route, () => outage.retryAt(clock.now()));
      return {
        status,
        ...freshness,
        body: wanted.schema.parse(body),
        pages: numberHeader(headers, "x-pages") ?? 1,
      };
    }
    if (status === 420 || status === 429)
      throw new UnavailableError(
        `ESI asks to slow down (${status} for ${route})`,
        { retryAt: waitUntil(status, headers, now) },
      );
    if (status >= 400 && status < 500)
      throw new EsiRefusedError(route, status, errorText(text));
    throw new UnavailableError(
      `ESI answered ${route} with ${status}: ${errorText(text)}`,
      { retryAt: retryAfter(headers, now) ?? outage.retryAt(now) },
    );
  };
}

function headersOf(
  request: EsiRequest<unknown>,
  deps: EsiRequestDeps,
): Record<string, string> {
  return {
    accept: "application/json",
    "user-agent": deps.userAgent,
    "x-compatibility-date": deps.compatibilityDate,
    ...(request.body === undefined
      ? {}
      : { "content-type": "application/json" }),
    ...(request.token === undefined
      ? {}
      : { authorization: `Bearer ${request.token}` }),
    ...(request.etag == null ? {} : { "if-none-match": request.etag }),
  };
}

function nameOf(request: EsiRequest<unknown>): string {
  return `${request.method ?? "GET"} ${request.path}`;
}

async function readText(
  response: Response,
  retryAt: () => Date,
): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw new UnavailableError(`ESI's answer broke off: ${reasonOf(error)}`, {
      cause: error,
      retryAt: retryAt(),
    });
  }
}

/** Half a document, or a proxy's HTML page, is no answer: it must never be taken for one. */
function parseJson(text: string, route: string, retryAt: () => Date): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnavailableError(`ESI answered ${route} with broken JSON`, {
      cause: error,
      retryAt: retryAt(),
    });
  }
}

const errorBody = z.looseObject({ error: z.string() });

function errorText(text: string): string {
  try {
    return errorBody.parse(JSON.parse(text)).error;
  } catch {
    // An HTML page of something in between.
    return "no reason given";
  }
}
