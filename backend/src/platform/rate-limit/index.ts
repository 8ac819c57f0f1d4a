export {
  createRateLimiter,
  type RateLimit,
  type RateLimiter,
} from "./create-rate-limiter.ts";
export { createWindowCounter } from "./create-window-counter.ts";
export type { WindowCounter } from "./window-counter.ts";
