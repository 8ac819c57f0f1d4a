import type { RetryPolicy } from "../../../kernel/index.ts";

/** How long to wait after failed attempt number `attempt` (1 is the first). `random` gives 0 to 1; jitter only ever adds, so nothing comes early. */
export function retryDelayMs(
  policy: RetryPolicy,
  attempt: number,
  random: () => number,
): number {
  const delayMs = Math.min(
    policy.longestDelayMs,
    policy.firstDelayMs * policy.factor ** (attempt - 1),
  );
  return Math.round(delayMs * (1 + policy.jitter * random()));
}
