import { setTimeout as wait } from "node:timers/promises";
import type { App } from "@killreport/backend/app.ts";
import { progressBar } from "../progress-bar.ts";

type Awaited = Parameters<App["completeness"]["countAwaited"]>[0];

const lookEveryMs = 500;
/** Longer than a worker's start. */
const patienceMs = 30_000;

/** Waits until ESI has been asked for all of these; tells, and goes on, when nobody asks. */
export async function followFetching(
  { completeness, driver }: Pick<App, "completeness" | "driver">,
  awaited: Awaited,
  signal: AbortSignal,
): Promise<void> {
  const bar = progressBar("{bar} {value} of {total} fetched from ESI");
  bar.start(awaited.length, 0);
  let alone = 0;
  try {
    while (!signal.aborted) {
      const left = await completeness.countAwaited(awaited);
      bar.update(awaited.length - left);
      if (left === 0) return;
      const [queue] = await driver.counts(["fetch-killmail"]);
      alone = (queue?.consumerCount ?? 0) > 0 ? 0 : alone + lookEveryMs;
      if (alone >= patienceMs) {
        bar.stop();
        console.error(
          `${left} ${left === 1 ? "killmail waits" : "killmails wait"} to be fetched from ESI, and no worker does: start worker:killmails.`,
        );
        return;
      }
      await wait(lookEveryMs);
    }
  } finally {
    bar.stop();
  }
}
