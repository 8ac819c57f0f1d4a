import {
  RejectedError,
  type RetryPolicy,
  UnavailableError,
} from "../../../kernel/index.ts";
import { whyNotNow } from "../../database/index.ts";
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
  const dueAt = new Date(now.getTime() + retryDelayMs(policy, attempt, random));
  // The world's fault, not the order's: waits for as long as it takes, and never becomes a dead letter.
  const waiting = {
    kind: "again",
    dueAt,
    attempt: Math.min(attempt, policy.attempts - 1),
  } as const;
  if (error instanceof UnavailableError) {
    const { retryAt } = error;
    if (retryAt === null) return { ...waiting, reason };
    return {
      kind: "again",
      dueAt: retryAt > now ? retryAt : now,
      attempt: attempt - 1,
      reason,
    };
  }
  // Also where somebody rejected it for that: a full disk has room again one day, and nobody would replay the order then.
  const notNow = whyNotNow(error);
  if (notNow !== null) return { ...waiting, reason: `${notNow}.` };
  if (error instanceof RejectedError) return { kind: "dead", reason };
  if (attempt >= policy.attempts) return { kind: "dead", reason };
  return { kind: "again", dueAt, attempt, reason };
}

/** The message only, kept short: a dead letter is read by people, and a stack or a cause may carry what they must not see. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.slice(0, 1_000);
}
