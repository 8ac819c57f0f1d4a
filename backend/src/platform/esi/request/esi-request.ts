import type { z } from "zod";
import {
  type Clock,
  type Logger,
  type Priority,
  UnavailableError,
} from "../../../kernel/index.ts";
import type { Cache } from "../../cache/index.ts";
import type { EsiBudget, Reservation } from "../budget/esi-budget.ts";
import type { RateLimitGroup } from "../budget/rate-limits.ts";
import type { EsiAnswer, EsiContent } from "../esi-answer.ts";
import {
  exchange,
  type Exchange,
  type ExchangeDeps,
  flightOf,
  type Message,
} from "./exchange.ts";
import { createKeptAnswers } from "./kept-answer.ts";
import { awayError } from "./look-at-host.ts";
import { createOutage } from "./outage.ts";
import { createPlaces } from "./places.ts";
import { readAnswer } from "./read-answer.ts";
import { createSingleFlight } from "./single-flight.ts";

export interface EsiRequest<Body> {
  readonly method?: "GET" | "POST";
  /** Path and query below the base address. */
  readonly path: string;
  readonly group: RateLimitGroup | null;
  /** Whose bucket of the group: `application:character`, or the address. */
  readonly subject: string;
  readonly priority: Priority;
  readonly body?: unknown;
  readonly token?: string | undefined;
  /** Sent as `If-None-Match`. */
  readonly etag?: string | null | undefined;
  /** The answer is the same for everybody who may ask and is kept in the shared cache, with its ETag; ESI is not asked before it expires. */
  readonly isShared?: boolean;
  readonly schema: z.ZodType<Body>;
}

export interface EsiRequestDeps extends ExchangeDeps {
  readonly clock: Clock;
  readonly budget: Pick<EsiBudget, "reserve" | "settle">;
  readonly cache: Cache;
  readonly log: Logger;
  readonly timeoutMs?: number;
}

/** Longer than any answer worth waiting for: ESI itself gives up on the game after ten seconds. */
const usualTimeoutMs = 10_000;

/**
 * One request to ESI, within the budget. Throws EsiRefusedError for what would be refused again, UnavailableError with
 * `retryAt` for everything that can pass: no budget, ESI away, another process asking for the same, 420, 429, 5xx, no
 * answer, half an answer. Never tries twice itself.
 */
export function createEsiRequest(deps: EsiRequestDeps) {
  const { clock, log, timeoutMs = usualTimeoutMs } = deps;
  const { host } = new URL(deps.baseUrl);
  const outage = createOutage();
  const kept = createKeptAnswers(
    deps.cache,
    `${deps.baseUrl} ${deps.compatibilityDate}`,
  );
  const inOneFlight = createSingleFlight<EsiAnswer<unknown>>();
  const places = createPlaces({ ...deps, host, send });

  /** The answer has to come while the reservation covers it. */
  function send(message: Message, { until }: Reservation): Promise<Exchange> {
    const leftMs = until.getTime() - clock.now().getTime();
    return leftMs > 0
      ? exchange(deps, message, Math.min(timeoutMs, leftMs))
      : Promise.resolve(notSent);
  }

  async function ask<Body>(
    wanted: EsiRequest<Body>,
    message: Message,
  ): Promise<EsiAnswer<Body>> {
    const known = wanted.isShared
      ? await kept.read(wanted.path, wanted.schema)
      : null;
    if (known !== null && isFresh(known, clock.now())) return known;

    const route = `${message.method} ${message.path}`;
    const reservation = await places.reserve({
      ...wanted,
      host,
      flight: flightOf(message),
    });
    const etag = known?.etag ?? message.etag;
    const sent = await send({ ...message, etag }, reservation);
    const now = clock.now();
    const { schema } = wanted;
    const retryAt = () => outage.retryAt(route, now);
    const read = attempt(() =>
      readAnswer(sent, { route, schema, now, retryAt }),
    );
    const answer =
      wanted.isShared && !(read instanceof Error)
        ? await kept.keep(wanted.path, known, read)
        : read;
    // After keeping: whoever asks next finds it.
    const lookAt = await places.settle(reservation, sent.outcome);
    const { status = null } = sent.answer ?? {};
    log.debug({ route, status }, "ESI answered");

    if (!(answer instanceof UnavailableError)) outage.end(route);
    else if (lookAt !== null && lookAt > (answer.retryAt ?? now))
      throw awayError(host, answer.message, lookAt);
    if (answer instanceof Error) throw answer;
    return answer;
  }

  return async function request<Body>(
    wanted: EsiRequest<Body>,
  ): Promise<EsiAnswer<Body>> {
    const message = { ...wanted, method: wanted.method ?? "GET" };
    const { token = "", etag = "" } = wanted;
    const what = `${wanted.subject} ${token} ${etag} ${flightOf(message)}`;
    // The same route has the same schema.
    return (await inOneFlight(what, () =>
      ask(wanted, message),
    )) as EsiAnswer<Body>;
  };
}

const notSent: Exchange = {
  outcome: { kind: "not sent", failure: null },
  answer: null,
  cause: new Error("The reservation was over before the call could go out"),
};

function isFresh({ expiresAt }: EsiContent<unknown>, now: Date): boolean {
  return expiresAt !== null && expiresAt > now;
}

/** What the work gives or throws: both wait until the call is settled. */
function attempt<Value>(work: () => Value): Value | Error {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
