import type { TokenSubject } from "../sso/access-token.ts";
import type { RateLimitGroup } from "./rate-limit.ts";

/** What a route's handler gets to see. */
export interface EsiRequest {
  params: Record<string, string>;
  query: URLSearchParams;
  /** The raw body of a POST. */
  body: string;
  nowMs: number;
  /** The verified token; always there on routes with a scope. */
  subject: TokenSubject | undefined;
  /** The date whose behaviour the client asked for. */
  compatibilityDate: string;
}

export interface EsiRoute {
  method: "GET" | "POST";
  /** Below `/esi`, in the router's notation. */
  path: string;
  /** Rate-limited groups; routes without one fall under the old error limit. */
  group?: RateLimitGroup;
  /** Seconds, or until 11:05 UTC, or not at all. */
  cache: number | "daily" | "none";
  /** Of answers that went well; 200 unless given. */
  status?: 201;
  /** The body of a cached answer never changes, so that only its age is remembered. */
  isImmutable?: boolean;
  /** A list served 1,000 entries at a time. */
  isPaged?: boolean;
  /** Names in the query that lead to an answer of its own; pages are of one. */
  variesBy?: readonly string[];
  scope?: string;
  /** Dates at which the shape of the answer changed, oldest first. */
  schemaDates?: readonly string[];
  /** Checks that must not be hidden by a cached answer, such as roles. */
  permit?(request: EsiRequest): void;
  /** Lets new killmails enter the list, for faults. */
  lengthen?(request: EsiRequest, adds: number): void;
  answer(request: EsiRequest): unknown;
}

/** An answer other than 200, worded as ESI words it. */
export class EsiError extends Error {
  readonly status: number;
  readonly details:
    { location?: string; message?: string; value?: unknown }[] | undefined;

  constructor(status: number, message: string, details?: EsiError["details"]) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** A path parameter that must be a whole number. */
export function idOf(request: EsiRequest, name: string): number {
  const text = request.params[name] ?? "";
  if (!/^\d{1,15}$/.test(text))
    throw new EsiError(400, "Bad Request", [
      { location: `path.${name}`, message: "expected integer", value: text },
    ]);
  return Number(text);
}
