import { setTimeout as wait } from "node:timers/promises";
import type { App } from "@killreport/backend/app.ts";
import { UnavailableError } from "@killreport/backend/kernel/index.ts";
import { progressBar } from "../progress-bar.ts";

type State = "queued" | "running" | "idle" | "late" | "stopped";

/** Checks that have been queued. */
export interface Checks<Id extends number> {
  readonly ids: readonly Id[];
  readonly nouns: readonly [one: string, many: string];
  /** The task that does them, and the process that works on it. */
  readonly task: string;
  readonly worker: string;
  /** How many of these lists are in each state. */
  readonly states: (ids: readonly Id[]) => Promise<Map<State, number>>;
}

const lookEveryMs = 500;
/** Longer than a worker's start. */
const patienceMs = 30_000;

/** Waits until every check has ended, well or not, and says how. UnavailableError when no worker takes them. */
export async function followChecks<Id extends number>(
  { driver }: Pick<App, "driver">,
  { ids, nouns, task, worker, states }: Checks<Id>,
): Promise<void> {
  const bar = progressBar("{bar} {value} of {total} checked");
  bar.start(ids.length, 0);
  let alone = 0;
  try {
    for (;;) {
      const now = await states(ids);
      const left = count(now, "queued") + count(now, "running");
      // Who was unlinked meanwhile is in no state.
      bar.update(ids.length - left);
      if (left === 0) {
        bar.stop();
        report(now, nouns);
        return;
      }
      const [queue] = await driver.counts([task]);
      alone = (queue?.consumerCount ?? 0) > 0 ? 0 : alone + lookEveryMs;
      if (alone >= patienceMs)
        throw new UnavailableError(
          `${left} ${left === 1 ? nouns[0] : nouns[1]} wait, and no worker takes them: start ${worker}. They stay queued.`,
        );
      await wait(lookEveryMs);
    }
  } finally {
    bar.stop();
  }
}

function report(
  states: ReadonlyMap<State, number>,
  [one, many]: readonly [string, string],
): void {
  const [good, late, stopped] = [
    count(states, "idle"),
    count(states, "late"),
    count(states, "stopped"),
  ];
  const all = good + late + stopped;
  console.log(
    `Checked ${all} ${all === 1 ? one : many}: ${good} up to date, ${late} late, ${stopped} stopped.`,
  );
  if (late + stopped === 0) return;
  console.log("npm run sync:status says why.");
  process.exitCode = 1;
}

function count(states: ReadonlyMap<State, number>, state: State): number {
  return states.get(state) ?? 0;
}
