import type { z } from "zod";
import type { Logger } from "./logger.ts";
import type { Priority } from "./priority.ts";

/** How often and how late a failed task is tried again. Delay n is `firstDelayMs * factor^(n-1)`, at most `longestDelayMs`, give or take `jitter` (a share, 0 to 1) upwards. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly factor: number;
  readonly longestDelayMs: number;
  readonly jitter: number;
}

/** An order with exactly one handler. Whoever enqueues imports the contract, never the handler. */
export interface TaskContract<Payload> {
  /** Also the name of its queue, for example "sync-character-killmails". */
  readonly name: string;
  /** Rises when the payload's shape changes; `upgrade` reads older payloads. */
  readonly version: number;
  readonly payload: z.ZodType<Payload>;
  readonly priority: Priority;
  readonly retry: RetryPolicy;
  readonly upgrade?: (payload: unknown, fromVersion: number) => unknown;
}

export const defaultRetry: RetryPolicy = {
  attempts: 10,
  firstDelayMs: 2_000,
  factor: 2,
  longestDelayMs: 15 * 60_000,
  jitter: 0.15,
};

export function defineTask<Payload>(
  contract: Omit<TaskContract<Payload>, "retry" | "priority"> &
    Partial<Pick<TaskContract<Payload>, "retry" | "priority">>,
): TaskContract<Payload> {
  return { retry: defaultRetry, priority: "recent", ...contract };
}

/** What a handler knows about the delivery it works on. */
export interface TaskContext {
  readonly taskId: string;
  readonly attempt: number;
  readonly priority: Priority;
  readonly log: Logger;
}

/** May run any number of times for one order; throws RejectedError, UnavailableError, or anything else for a bug. */
export type TaskHandler<Payload> = (
  payload: Payload,
  context: TaskContext,
) => Promise<void>;

export interface TaskImplementation {
  readonly contract: TaskContract<unknown>;
  readonly handler: TaskHandler<unknown>;
}

export function implementTask<Payload>(
  contract: TaskContract<Payload>,
  handler: TaskHandler<Payload>,
): TaskImplementation {
  return { contract, handler } as unknown as TaskImplementation;
}
