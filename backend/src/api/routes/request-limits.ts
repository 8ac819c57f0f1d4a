import type { Viewer } from "../../kernel/index.ts";
import type {
  RateLimit,
  RateLimiter,
} from "../../platform/rate-limit/index.ts";

/** How often one may ask: an account, or an address while nobody is logged in. */
export interface RequestLimits {
  keyOf(viewer: Viewer, address: string): string;
  /** Null while within the limit, else the milliseconds to wait. */
  takeOperation(key: string): Promise<number | null>;
  /** Each login asks EVE SSO, so it is limited more tightly, by address. */
  takeLogin(address: string): Promise<number | null>;
  /** Each posted killmail can cost five of ESI's 3,600 tokens, so visitors all together have a limit too: addresses are cheap. */
  takePost(viewer: Viewer, key: string): Promise<number | null>;
  /** Each start of a backfill costs requests to zKillboard, which are few. */
  takeBackfill(key: string): Promise<number | null>;
}

export interface LimitOptions {
  readonly operationsPerMinute?: number;
  readonly loginsPerMinute?: number;
  /** In a quarter of an hour, ESI's window. */
  readonly posts?: { account: number; visitor: number; allVisitors: number };
  readonly backfillsPerHour?: number;
}

export function createRequestLimits(
  limiter: RateLimiter,
  options: LimitOptions = {},
): RequestLimits {
  const perMinute = (name: string, requests: number): RateLimit => ({
    name,
    requests,
    windowMs: 60_000,
  });
  const operations = perMinute("graphql", options.operationsPerMinute ?? 1_200);
  const logins = perMinute("login", options.loginsPerMinute ?? 60);
  const backfills: RateLimit = {
    name: "backfill",
    requests: options.backfillsPerHour ?? 30,
    windowMs: 60 * 60_000,
  };
  const most = options.posts ?? { account: 40, visitor: 10, allVisitors: 100 };
  const posts = (name: string, requests: number): RateLimit => ({
    name,
    requests,
    windowMs: 15 * 60_000,
  });
  return {
    keyOf: (viewer, address) =>
      viewer.kind === "account"
        ? `account ${viewer.accountId}`
        : `address ${address}`,
    takeOperation: (key) => limiter.take(operations, key),
    takeLogin: (address) => limiter.take(logins, `address ${address}`),
    takeBackfill: (key) => limiter.take(backfills, key),
    async takePost(viewer, key) {
      if (viewer.kind === "account")
        return limiter.take(posts("post", most.account), key);
      return (
        (await limiter.take(posts("post", most.visitor), key)) ??
        (await limiter.take(posts("posts", most.allVisitors), "visitors"))
      );
    },
  };
}
