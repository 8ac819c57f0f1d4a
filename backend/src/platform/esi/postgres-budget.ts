import { UnavailableError } from "../../kernel/index.ts";
import type { Database } from "../database/index.ts";
import type { EsiBudget, Outcome, Reservation } from "./esi-budget.ts";
import { timeoutMs } from "./esi-request.ts";
import { createPromises } from "./promises.ts";
import { errorLimitGroup, type RateLimit, rateLimits } from "./rate-limits.ts";
import { numberHeader, waitUntil } from "./read-headers.ts";
import * as spends from "./spends.ts";
import { errorCost, tokenCost } from "./token-cost.ts";

/** Where the error limit's pause is kept: ESI counts it per address, and we are taken to have one. */
const wholeAddress = { group: errorLimitGroup, subject: "address" };
/** A refusal that only waits for answers on their way. */
const soonMs = 1_000;
/** Nobody is sent further away than this behind the first return of tokens: something urgent may have come meanwhile. */
const longestSpreadMs = 2 * 60_000;
const reservationsPerPruning = 100;

/** The ledger in PostgreSQL: every process and every restart sees the same spends. `limits` replaces ESI's own (tests). */
export function createPostgresBudget(deps: {
  database: Database;
  limits?: Readonly<Record<string, RateLimit>>;
}): EsiBudget {
  const { database, limits = rateLimits } = deps;
  const promises = createPromises();
  let reservations = 0;

  const limitOf = (group: string): RateLimit => {
    const limit = limits[group];
    if (limit === undefined)
      throw new Error(
        `No rate limit is known for ${group}: add it to rate-limits.ts`,
      );
    return limit;
  };

  return {
    async reserve(group, subject, now) {
      const bucket = bucketOf(group, subject);
      const limit = limitOf(bucket.group);
      if (++reservations % reservationsPerPruning === 0)
        await spends.prune(database.prisma, longestWindow(limits), now);
      const result = await database.transaction(async (tx) => {
        await spends.lock(tx, bucket);
        const since = before(now, limit.windowMs);
        const state = await spends.read(tx, bucket, since, now);
        const pausedUntil =
          bucket.group === errorLimitGroup
            ? state.pausedUntil
            : latest(
                state.pausedUntil,
                await spends.pausedUntil(tx, wholeAddress, now),
              );
        if (pausedUntil !== null) return { retryAt: pausedUntil };
        const free = limit.tokens - limit.spare - state.used;
        if (free >= limit.dearest)
          // ESI may count it as late as its answer can come.
          return spends.insert(tx, bucket, {
            spentAt: after(now, timeoutMs),
            tokens: limit.dearest,
            settledAt: null,
          });
        const ahead = promises.count(keyOf(bucket), now) * limit.usual;
        const usuallyFree =
          free + state.unsettled - state.unsettledCount * limit.usual;
        if (usuallyFree >= limit.dearest + ahead)
          return { retryAt: after(now, soonMs) };
        const whenFreed = (tokens: number) =>
          spends.whenFreed(tx, bucket, {
            since,
            tokens,
            used: state.used,
            windowMs: limit.windowMs,
          });
        const firstAt = await whenFreed(limit.dearest - free);
        if (ahead === 0) return { retryAt: firstAt };
        const ownAt = await whenFreed(limit.dearest - free + ahead);
        return { retryAt: earliest(ownAt, after(firstAt, longestSpreadMs)) };
      });
      if (typeof result === "bigint") return { id: result, group, subject };
      promises.add(keyOf(bucket), result.retryAt);
      throw new UnavailableError(
        `ESI's allowance for ${bucket.group} is used up until ${result.retryAt.toISOString()}`,
        { retryAt: result.retryAt },
      );
    },

    async settle(reservation, outcome, now) {
      const bucket = bucketOf(reservation.group, reservation.subject);
      const limit = limitOf(bucket.group);
      await database.transaction(async (tx) => {
        await spends.lock(tx, bucket);
        await spends.settle(
          tx,
          reservation.id,
          realCost(reservation, outcome),
          now,
        );
        if (outcome === "not sent") return;
        const known = knownUsed(reservation, outcome, limit, now);
        if (known !== null) {
          const state = await spends.read(
            tx,
            bucket,
            before(now, limit.windowMs),
            now,
          );
          if (known.used > state.used)
            await spends.insert(tx, bucket, {
              spentAt: known.spentAt,
              tokens: known.used - state.used,
              settledAt: now,
            });
        }
        const paused = pausedBucket(reservation, outcome.status);
        if (paused !== null)
          await spends.pause(
            tx,
            paused,
            waitUntil(outcome.status, outcome.headers, now),
            now,
          );
      });
    },
  };
}

function bucketOf(group: string | null, subject: string): spends.Bucket {
  return { group: group ?? errorLimitGroup, subject };
}

function keyOf({ group, subject }: spends.Bucket): string {
  return `${group} ${subject}`;
}

function realCost(reservation: Reservation, outcome: Outcome): number {
  if (outcome === "not sent") return 0;
  return reservation.group === null
    ? errorCost(outcome.status)
    : tokenCost(outcome.status);
}

/** What ESI says has been spent, and a moment to book what we did not know of, so that it comes back when ESI's does. */
function knownUsed(
  { group }: Reservation,
  { headers }: Exclude<Outcome, string>,
  limit: RateLimit,
  now: Date,
): { used: number; spentAt: Date } | null {
  if (group !== null) {
    const remaining = numberHeader(headers, "x-ratelimit-remaining");
    return remaining === null
      ? null
      : { used: limit.tokens - remaining, spentAt: now };
  }
  const remain = numberHeader(headers, "x-esi-error-limit-remain");
  if (remain === null) return null;
  const resetSeconds = numberHeader(headers, "x-esi-error-limit-reset");
  const untilMs = resetSeconds === null ? limit.windowMs : resetSeconds * 1000;
  return {
    used: limit.tokens - remain,
    spentAt: new Date(
      now.getTime() + Math.min(untilMs, limit.windowMs) - limit.windowMs,
    ),
  };
}

/** Which bucket an answer closes: 420 all of them, 429 its own. */
function pausedBucket(
  { group, subject }: Reservation,
  status: number,
): spends.Bucket | null {
  if (status === 420) return wholeAddress;
  return status === 429 && group !== null ? { group, subject } : null;
}

function longestWindow(limits: Readonly<Record<string, RateLimit>>): number {
  return Math.max(...Object.values(limits).map(({ windowMs }) => windowMs));
}

const after = (moment: Date, ms: number) => new Date(moment.getTime() + ms);
const before = (moment: Date, ms: number) => after(moment, -ms);

function earliest(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function latest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
