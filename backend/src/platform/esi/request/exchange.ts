import type { EsiCall, Outcome } from "../budget/esi-budget.ts";
import { readWhole } from "./read-whole.ts";
import { hasNotConnected, reasonOf } from "./fetch-failure.ts";

export interface ExchangeDeps {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly userAgent: string;
  readonly compatibilityDate: string;
  readonly fetch: typeof fetch;
}

/** What goes over the wire. */
export interface Message {
  readonly method: "GET" | "POST";
  /** Path and query below the base address. */
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string | undefined;
  /** Sent as `If-None-Match`. */
  readonly etag?: string | null | undefined;
}

export interface Exchange {
  readonly outcome: Outcome;
  /** What ESI answered; null when nothing came, or not all of it. */
  readonly answer: {
    readonly status: number;
    readonly headers: Headers;
    readonly text: string;
  } | null;
  /** Why there is no answer. */
  readonly cause: unknown;
}

/** What is said of a host that is not there, or whose game servers are not. */
const awayStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

/** Sends one message and reads the whole answer, within `timeoutMs` and a bound on its size. Never throws: what became of it has to be settled. */
export async function exchange(
  deps: ExchangeDeps,
  message: Message,
  timeoutMs: number,
): Promise<Exchange> {
  let response: Response;
  try {
    response = await deps.fetch(deps.baseUrl + message.path, {
      method: message.method,
      headers: headersOf(deps, message),
      signal: AbortSignal.timeout(timeoutMs),
      ...(message.body === undefined
        ? {}
        : { body: JSON.stringify(message.body) }),
    });
  } catch (error) {
    const failure = `no answer: ${reasonOf(error)}`;
    // Without an answer nobody knows whether ESI counted it; unless there was no connection.
    const kind = hasNotConnected(error) ? "not sent" : "unknown";
    return { outcome: { kind, failure }, answer: null, cause: error };
  }
  const { status, headers } = response;
  const failure = awayStatuses.has(status) ? `answers ${status}` : null;
  const outcome = { kind: "answered", status, headers, failure } as const;
  try {
    const text = await readWhole(response);
    return { outcome, answer: { status, headers, text }, cause: null };
  } catch (error) {
    return { outcome, answer: null, cause: error };
  }
}

/** The call as the budget knows it: the same words for the same thing asked for. */
export function flightOf({ method, path, body }: Message): EsiCall["flight"] {
  return body === undefined
    ? `${method} ${path}`
    : `${method} ${path} ${JSON.stringify(body)}`;
}

function headersOf(
  deps: ExchangeDeps,
  { body, token, etag }: Message,
): Record<string, string> {
  return {
    accept: "application/json",
    "user-agent": deps.userAgent,
    "x-compatibility-date": deps.compatibilityDate,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(etag == null ? {} : { "if-none-match": etag }),
  };
}
