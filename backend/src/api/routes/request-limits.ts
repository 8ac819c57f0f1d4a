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
}

export interface LimitOptions {
  readonly operationsPerMinute?: number;
  readonly loginsPerMinute?: number;
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
  return {
    keyOf: (viewer, address) =>
      viewer.kind === "account"
        ? `account ${viewer.accountId}`
        : `address ${address}`,
    takeOperation: (key) => limiter.take(operations, key),
    takeLogin: (address) => limiter.take(logins, `address ${address}`),
  };
}
