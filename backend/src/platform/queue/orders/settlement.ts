import {
  RejectedError,
  type RetryPolicy,
  UnavailableError,
} from "../../../kernel/index.ts";
import { retryDelayMs } from "./retry-delay.ts";

export type Settlement =
  | { readonly kind: "dead"; readonly reason: string }
  | {
      readonly kind: "again";
      readonly dueAt: Date;
      readonly attempt: number;
      readonly reason: string;
    };

/** What becomes of an order whose attempt number `attempt` failed. */
export function settlementOf(
  error: unknown,
  policy: RetryPolicy,
  attempt: number,
  now: Date,
  random: () => number,
): Settlement {
  const reason = reasonOf(error);
  if (error instanceof RejectedError) return { kind: "dead", reason };
  const later = new Date(now.getTime() + retryDelayMs(policy, attempt, random));
  if (error instanceof UnavailableError) {
    // The world's fault, not the order's: waits for as long as it takes, and never becomes a dead letter.
    if (error.retryAt === null)
      return {
        kind: "again",
        dueAt: later,
        attempt: Math.min(attempt, policy.attempts - 1),
        reason,
      };
    const dueAt = error.retryAt > now ? error.retryAt : now;
    return { kind: "again", dueAt, attempt: attempt - 1, reason };
  }
  if (attempt >= policy.attempts) return { kind: "dead", reason };
  return { kind: "again", dueAt: later, attempt, reason };
}

/** The message only, kept short: a dead letter is read by people, and a stack or a cause may carry what they must not see. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.slice(0, 1_000);
}
