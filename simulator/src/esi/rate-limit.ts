import type { Clock } from "../http/clock.ts";

/** Tokens per 15 minutes (ESI specification of 2026-08-18, `x-rate-limit`). */
const rateLimits = {
  "char-killmail": 30,
  "corp-killmail": 30,
  killmail: 3_600,
  "char-detail": 600,
  fitting: 150,
  status: 600,
  meta: 150,
} as const;

export type RateLimitGroup = keyof typeof rateLimits;

export const rateLimitGroups = Object.keys(rateLimits) as RateLimitGroup[];

export interface RateLimiter {
  /** Takes tokens as if somebody had spent them elsewhere. */
  spend(group: RateLimitGroup, subject: string, tokens: number): void;
  /** Seconds until the next request may be made; 0 = now. */
  retryAfterSeconds(group: RateLimitGroup, subject: string): number;
  /** Books what an answer cost and returns its headers. */
  charge(
    group: RateLimitGroup,
    subject: string,
    status: number,
  ): RateLimitCharge;
}

interface RateLimitCharge {
  cost: number;
  headers: Record<string, string>;
}

const windowMs = 15 * 60_000;

/**
 * ESI's floating-window token buckets: a token comes back one window after it was spent. A request
 * is let through while at least one token is left, since its cost is known only afterwards.
 */
export function createRateLimiter(clock: Clock): RateLimiter {
  const buckets = new Map<string, { atMs: number; cost: number }[]>();

  const spentIn = (key: string): { atMs: number; cost: number }[] => {
    const nowMs = clock.now().getTime();
    const live = (buckets.get(key) ?? []).filter(
      (spent) => spent.atMs > nowMs - windowMs,
    );
    if (live.length > 0) buckets.set(key, live);
    else buckets.delete(key);
    return live;
  };

  return {
    retryAfterSeconds(group, subject) {
      const live = spentIn(`${group} ${subject}`);
      let used = total(live);
      for (const spent of live) {
        if (used < rateLimits[group]) return 0;
        used -= spent.cost;
        if (used < rateLimits[group]) {
          const waitMs = spent.atMs + windowMs - clock.now().getTime();
          return Math.max(1, Math.ceil(waitMs / 1_000));
        }
      }
      return 0;
    },
    spend(group, subject, tokens) {
      const key = `${group} ${subject}`;
      const spent = { atMs: clock.now().getTime(), cost: tokens };
      buckets.set(key, [...spentIn(key), spent]);
    },
    charge(group, subject, status) {
      const key = `${group} ${subject}`;
      const cost = costOf(status);
      const live = spentIn(key);
      if (cost > 0) {
        live.push({ atMs: clock.now().getTime(), cost });
        buckets.set(key, live);
      }
      return {
        cost,
        headers: {
          "x-ratelimit-group": group,
          "x-ratelimit-limit": `${rateLimits[group]}/15m`,
          "x-ratelimit-remaining": String(
            Math.max(0, rateLimits[group] - total(live)),
          ),
          "x-ratelimit-used": String(cost),
        },
      };
    },
  };
}

/** 2xx cost 2, 3xx 1, 4xx 5 but 429 nothing, 5xx nothing (EVE developer docs, rate limiting). */
function costOf(status: number): number {
  if (status === 429 || status >= 500) return 0;
  if (status >= 400) return 5;
  return status >= 300 ? 1 : 2;
}

const total = (spent: readonly { cost: number }[]): number =>
  spent.reduce((sum, { cost }) => sum + cost, 0);
