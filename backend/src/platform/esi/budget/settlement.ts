import { errorLimitGroup, type RateLimit } from "./rate-limits.ts";
import { numberHeader, waitUntil } from "../request/read-headers.ts";
import { type EsiCall, type Outcome, publicSubject } from "./esi-budget.ts";
import { errorCost, tokenCost } from "./token-cost.ts";

interface Bucket {
  readonly group: string;
  readonly subject: string;
}

/** What the ledger writes about a call that is over. */
export interface Settlement {
  /** Null: nobody knows, it stays at its dearest. */
  readonly cost: number | null;
  /** What ESI says has been spent, and when to book what we did not know of, so that it comes back when ESI's does. */
  readonly known: { readonly used: number; readonly at: Date } | null;
  readonly pause: (Bucket & { readonly until: Date }) | null;
  /** Whether the host works; null when the outcome says nothing of it. */
  readonly isWell: boolean | null;
}

/** Where the error limit is kept: ESI counts it per address, and we are taken to have one. */
const wholeAddress = { group: errorLimitGroup, subject: publicSubject };

export function bucketOf({
  group,
  subject,
}: Pick<EsiCall, "group" | "subject">): Bucket {
  return group === null ? wholeAddress : { group, subject };
}

export function settlementOf(
  call: EsiCall,
  outcome: Outcome,
  limit: RateLimit,
  now: Date,
): Settlement {
  const isWell = outcome.failure === null ? null : false;
  if (outcome.kind !== "answered") {
    const cost = outcome.kind === "not sent" ? 0 : null;
    return { cost, known: null, pause: null, isWell };
  }
  const { status, headers } = outcome;
  const until = pauseOf(call, status, headers, now);
  return {
    cost: call.group === null ? errorCost(status) : tokenCost(status),
    known:
      call.group === null
        ? knownErrors(headers, limit, now)
        : knownTokens(headers, limit, until?.until ?? null, now),
    pause: until,
    isWell: isWell ?? (status < 500 ? true : null),
  };
}

/** 420 closes every bucket, 429 its own. */
function pauseOf(
  call: EsiCall,
  status: number,
  headers: Headers,
  now: Date,
): Settlement["pause"] {
  if (status !== 420 && (status !== 429 || call.group === null)) return null;
  const bucket = status === 420 ? wholeAddress : bucketOf(call);
  return { ...bucket, until: waitUntil(status, headers, now) };
}

function knownTokens(
  headers: Headers,
  limit: RateLimit,
  pausedUntil: Date | null,
  now: Date,
): Settlement["known"] {
  const remaining = numberHeader(headers, "x-ratelimit-remaining");
  if (remaining === null) return null;
  // Somebody else emptied it: ESI says when there is something again, which may be long before our window has passed.
  const at =
    pausedUntil === null
      ? now
      : new Date(
          Math.min(now.getTime(), pausedUntil.getTime() - limit.windowMs),
        );
  return { used: limit.tokens - remaining, at };
}

function knownErrors(
  headers: Headers,
  limit: RateLimit,
  now: Date,
): Settlement["known"] {
  const remain = numberHeader(headers, "x-esi-error-limit-remain");
  if (remain === null) return null;
  const resetSeconds = numberHeader(headers, "x-esi-error-limit-reset");
  const untilMs = resetSeconds === null ? limit.windowMs : resetSeconds * 1000;
  return {
    used: limit.tokens - remain,
    at: new Date(
      now.getTime() + Math.min(untilMs, limit.windowMs) - limit.windowMs,
    ),
  };
}
