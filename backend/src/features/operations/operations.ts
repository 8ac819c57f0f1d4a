import type {
  DeadLetters,
  QueueCounts,
  QueueDriver,
} from "../../platform/queue/index.ts";

/** What those who run a site ask it about itself. */
export interface Operations {
  /** One entry for each task, as the queue in use counts; UnavailableError while it does not answer. */
  workerStatus(): Promise<QueueCounts[]>;
  readonly deadLetters: DeadLetters;
}

export function createOperations(deps: {
  driver: Pick<QueueDriver, "counts">;
  deadLetters: DeadLetters;
  /** Names of all tasks. */
  tasks: readonly string[];
}): Operations {
  const { driver, deadLetters, tasks } = deps;
  return {
    workerStatus: () => driver.counts(tasks),
    deadLetters,
  };
}
