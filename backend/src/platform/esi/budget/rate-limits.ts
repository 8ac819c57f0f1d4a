/** A bucket: how much may be spent within a floating window. */
export interface RateLimit {
  readonly tokens: number;
  readonly windowMs: number;
  /** What one request can cost at most: reserved before it goes out. */
  readonly dearest: number;
  /** What one request usually costs. */
  readonly usual: number;
  /** Left unspent, for other programs behind the same address. */
  readonly spare: number;
}

/** What the clocks of two processes, both PostgreSQL's as each has read it, may be apart: nothing comes back early for it. */
const clockErrorMs = 1_000;
const quarterHourMs = 15 * 60_000 + clockErrorMs;

/** Tokens per 15 minutes of the groups used here (ESI's OpenAPI document of 2026-08-18, `x-rate-limit`). */
const tokensByGroup = {
  "char-killmail": 30,
  "corp-killmail": 30,
  "char-detail": 600,
  fitting: 150,
  killmail: 3600,
  status: 600,
} as const;

export type RateLimitGroup = keyof typeof tokensByGroup;

/** Groups whose buckets belong to the application and one character; those of the others belong to the address. */
export const characterGroups = [
  "char-killmail",
  "corp-killmail",
  "char-detail",
  "fitting",
] as const satisfies readonly RateLimitGroup[];

/**
 * Routes without a group share the error limit: 100 answers other than 2xx and 3xx in 60 seconds. ESI's window stands
 * on fixed minutes; a floating one of the same length is never more generous.
 */
export const errorLimitGroup = "error-limit";

export const rateLimits: Readonly<Record<string, RateLimit>> = {
  ...Object.fromEntries(
    Object.entries(tokensByGroup).map(([group, tokens]) => [
      group,
      { tokens, windowMs: quarterHourMs, dearest: 5, usual: 2, spare: 0 },
    ]),
  ),
  [errorLimitGroup]: {
    tokens: 100,
    windowMs: 60_000 + clockErrorMs,
    dearest: 1,
    usual: 0,
    spare: 20,
  },
};

/** Groups whose one bucket all processes share. */
export const sharedGroups: readonly string[] = Object.keys(rateLimits).filter(
  (group) => !characterGroups.some((one) => one === group),
);
