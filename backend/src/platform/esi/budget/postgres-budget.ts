import { UnavailableError } from "../../../kernel/index.ts";
import type { Database } from "../../database/index.ts";
import { esiTrouble } from "../esi-trouble.ts";
import type { EsiBudget, EsiCall } from "./esi-budget.ts";
import { allowance } from "./allowance.ts";
import { isDowntimeHour } from "./downtime-hour.ts";
import * as ledger from "./ledger.ts";
import { createPromises } from "./promises.ts";
import { errorLimitGroup, type RateLimit, rateLimits } from "./rate-limits.ts";
import { bucketOf, settlementOf } from "./settlement.ts";

/** A refusal that only waits for answers on their way. */
const soonMs = 1_000;
/** Nobody is sent further away than this behind the first return of tokens: something urgent may have come meanwhile. */
const longestSpreadMs = 2 * 60_000;
const reservationsPerPruning = 100;

/** As many 502 to 504, or calls without an answer, in a row and within a minute make somebody look at `/status`. */
const burst = { failures: 3, withinMs: 60_000 };
/** Between two looks at a host that is away: as long as it has been away, within these. */
const probe = { leastMs: 5_000, mostMs: 60_000 };

/** A call ends within 10 seconds; the rest is for the way from the reservation to its start. */
const usualHoldMs = 12_000;

/**
 * The ledger in PostgreSQL: every process and every restart sees the same spends and the same outages. One statement to
 * reserve and one to settle. `limits` and `holdMs` replace ESI's own, for tests with a window of milliseconds.
 */
export function createPostgresBudget(deps: {
  database: Database;
  /** Share of each bucket that dormant work leaves to more urgent work, 0 to 1. */
  dormantReserve?: number;
  limits?: Readonly<Record<string, RateLimit>>;
  /** How long after reserving a call may reach ESI. */
  holdMs?: number;
}): EsiBudget {
  const { pool } = deps.database;
  const { limits = rateLimits, dormantReserve = 0.3 } = deps;
  const { holdMs = usualHoldMs } = deps;
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
    async reserve(call, now) {
      const bucket = bucketOf(call);
      const limit = limitOf(bucket.group);
      if (++reservations % reservationsPerPruning === 0)
        await ledger.prune(pool, longestWindow(limits), now);
      const queue = `${bucket.group} ${bucket.subject} ${call.priority}`;
      const place = await ledger.reserve(pool, {
        ...limit,
        ...bucket,
        host: call.host,
        flight: call.flight,
        isProbe: call.isProbe ?? false,
        now,
        tokens: allowance(limit, call.priority, dormantReserve),
        holdMs,
        ahead: promises.count(queue, now) * limit.usual,
        spreadMs: longestSpreadMs,
      });
      if (place.spendId !== null)
        return { id: place.spendId, call, until: after(now, holdMs) };
      if (place.refusal === "probe") return "probe";
      // Without a moment, answers on their way decide.
      const retryAt = place.retryAt ?? after(now, soonMs);
      // Who waits for anything but tokens takes none from those who do.
      if (place.refusal === "used") promises.add(queue, retryAt);
      throw new UnavailableError(reasonOf(place.refusal, call, retryAt), {
        retryAt,
        code: place.refusal === null ? undefined : troubleOf[place.refusal],
      });
    },

    async settle({ id, call }, outcome, now) {
      const bucket = bucketOf(call);
      const limit = limitOf(bucket.group);
      return ledger.settle(pool, {
        ...bucket,
        ...settlementOf(call, outcome, limit, now),
        spendId: id,
        host: call.host,
        isProbe: call.isProbe ?? false,
        now,
        windowMs: limit.windowMs,
        reason: outcome.failure,
        burst: isDowntimeHour(now) ? 1 : burst.failures,
        burstMs: burst.withinMs,
        probeLeastMs: probe.leastMs,
        probeMostMs: probe.mostMs,
      });
    },

    async remaining({ groups, subjects }, now) {
      const used = await ledger.readUsed(
        pool,
        groups.map((group) => ({
          group,
          since: after(now, -limitOf(group).windowMs),
        })),
        subjects ?? null,
        now,
      );
      const wanted =
        subjects === undefined
          ? used
          : groups.flatMap((group) =>
              subjects.map(
                (subject) =>
                  used.find(
                    (row) => row.group === group && row.subject === subject,
                  ) ?? { group, subject, used: 0, pausedUntil: null },
              ),
            );
      return wanted.map(({ group, subject, used, pausedUntil }) => {
        const rateLimit = limitOf(group);
        const { tokens: limit, windowMs } = rateLimit;
        const reserved =
          limit - allowance(rateLimit, "dormant", dormantReserve);
        const remaining = Math.max(0, limit - used);
        return {
          group,
          subject,
          limit,
          windowMs,
          reserved,
          remaining,
          pausedUntil,
        };
      });
    },

    outage: (host) => ledger.readOutage(pool, host),
  };
}

const troubleOf = {
  down: esiTrouble.away,
  paused: esiTrouble.slow,
  flying: esiTrouble.asked,
  awaited: esiTrouble.spent,
  used: esiTrouble.spent,
} as const;

function reasonOf(
  refusal: ledger.Place["refusal"],
  { group, host, flight }: EsiCall,
  retryAt: Date,
): string {
  const bucket = group ?? errorLimitGroup;
  if (refusal === "down")
    return `EVE's API at ${host} is away; somebody looks again at ${retryAt.toISOString()}`;
  if (refusal === "paused")
    return `ESI told us to stop asking for ${bucket} until ${retryAt.toISOString()}`;
  if (refusal === "flying") return `Somebody is asking for ${flight} just now`;
  return `ESI's allowance for ${bucket} is used up until ${retryAt.toISOString()}`;
}

function longestWindow(limits: Readonly<Record<string, RateLimit>>): number {
  return Math.max(...Object.values(limits).map(({ windowMs }) => windowMs));
}

const after = (moment: Date, ms: number) => new Date(moment.getTime() + ms);
