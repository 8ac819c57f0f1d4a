import { setTimeout as wait } from "node:timers/promises";
import type { App } from "@killreport/backend/app.ts";
import { UnavailableError } from "@killreport/backend/kernel/index.ts";
import { progressBar } from "../progress-bar.ts";

const lookEveryMs = 500;
/** Longer than a worker's start. */
const patienceMs = 30_000;

/** Waits until a backfill that operators asked for has ended, and says how. UnavailableError when no worker takes it. */
export async function followBackfill(
  { driver, zkillboardBackfill }: Pick<App, "driver" | "zkillboardBackfill">,
  entity: Parameters<App["zkillboardBackfill"]["ofOperators"]>[0],
): Promise<void> {
  const bar = progressBar(
    "{bar} {value} of {total} months, {month}: {found} killmails, {fresh} new",
  );
  let alone = 0;
  bar.start(1, 0, { month: "", found: 0, fresh: 0 });
  try {
    for (;;) {
      const backfill = await zkillboardBackfill.ofOperators(entity);
      if (backfill === null) return;
      const { state, found, fresh, currentMonth } = backfill;
      bar.setTotal(backfill.monthsTotal);
      bar.update(backfill.monthsDone, {
        month: currentMonth ?? "waiting",
        found,
        fresh,
      });
      if (state !== "queued" && state !== "running") {
        bar.stop();
        console.log(backfill.message);
        if (state !== "done") process.exitCode = 1;
        return;
      }
      const [queue] = await driver.counts(["read-zkillboard-page"]);
      alone = (queue?.consumerCount ?? 0) > 0 ? 0 : alone + lookEveryMs;
      if (alone >= patienceMs)
        throw new UnavailableError(
          "It waits, and no worker takes it: start worker:zkillboard. It stays queued.",
        );
      await wait(lookEveryMs);
    }
  } finally {
    bar.stop();
  }
}
