import type { EventListener } from "../../kernel/index.ts";

/**
 * What is wrong between tasks, handlers, listeners and processes, one sentence each; empty when all fits. Without this a
 * forgotten line shows as work that silently never happens.
 */
export function findWiringProblems(wiring: {
  /** Names of tasks that have a handler, one entry for each handler. */
  handled: readonly string[];
  listeners: readonly EventListener[];
  fleet: readonly { name: string; tasks: readonly string[] }[];
}): string[] {
  const { handled, listeners, fleet } = wiring;
  const processOf = (task: string) =>
    fleet.filter(({ tasks }) => tasks.includes(task));
  const problems: string[] = [];

  for (const task of new Set(handled)) {
    if (handled.filter((name) => name === task).length > 1)
      problems.push(
        `Task ${task} has more than one handler: a task has exactly one, make the others listeners of an event.`,
      );
    if (processOf(task).length === 0)
      problems.push(
        `Task ${task} has a handler but no process works on it: add it to a line of workers/fleet.ts.`,
      );
    if (processOf(task).length > 1)
      problems.push(
        `Task ${task} is in more than one line of workers/fleet.ts: leave it in one, its instances say how many run.`,
      );
  }
  for (const { name, tasks } of fleet)
    for (const task of tasks)
      if (!handled.includes(task))
        problems.push(
          `Process ${name} works on task ${task}, which has no handler: implement it, or remove it from workers/fleet.ts.`,
        );
  for (const { event, task } of listeners)
    if (processOf(task.name).length === 0 || !handled.includes(task.name))
      problems.push(
        `Event ${event.name} has the listener ${task.name}, which no process works on: its facts would pile up unread.`,
      );
  return problems;
}
