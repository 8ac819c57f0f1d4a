import type { z } from "zod";
import type { TaskContract } from "./task.ts";

/** A fact with any number of listeners, each a task of its own with its own retries. */
export interface EventContract<Payload> {
  readonly name: string;
  readonly version: number;
  readonly payload: z.ZodType<Payload>;
}

export function defineEvent<Payload>(
  contract: EventContract<Payload>,
): EventContract<Payload> {
  return contract;
}

export interface EventListener {
  readonly event: EventContract<unknown>;
  readonly task: TaskContract<unknown>;
}

/** The task gets the event's payload as its own. */
export function listen<Payload>(
  event: EventContract<Payload>,
  task: TaskContract<Payload>,
): EventListener {
  return { event, task };
}
