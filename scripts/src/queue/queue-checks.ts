import type { App } from "@killreport/backend/app.ts";
import { startRelay } from "@killreport/backend/platform/queue/index.ts";
import { progressBar } from "../progress-bar.ts";
import { type Checks, followChecks } from "./follow-checks.ts";

/** Queues checks of lists, counting along on a terminal, and with `isWaiting` stays until they have ended. */
export async function queueChecks<Id extends number>(
  app: App,
  kind: Omit<Checks<Id>, "ids"> & {
    /** Queues, and tells of each batch. */
    queue: (onQueued: (ids: readonly Id[]) => void) => Promise<number>;
    isWaiting: boolean;
  },
): Promise<void> {
  const ids: Id[] = [];
  const bar = progressBar("{value} queued");
  const relay = startRelay(app);
  bar.start(0, 0);
  try {
    await kind.queue((batch) => {
      ids.push(...batch);
      bar.update(ids.length);
    });
    // Handed on here; should the queue be away, the scheduler does it later.
    await relay.run();
  } finally {
    bar.stop();
    await relay.close();
  }
  const [one, many] = kind.nouns;
  console.log(`Queued ${ids.length} ${ids.length === 1 ? one : many}.`);
  if (kind.isWaiting && ids.length > 0)
    await followChecks(app, { ...kind, ids });
}
