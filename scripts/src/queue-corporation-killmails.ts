import { Command } from "commander";
import type { CorporationId } from "@killreport/backend/kernel/index.ts";
import { queueChecks } from "./queue/queue-checks.ts";
import { withApp } from "./with-app.ts";

await new Command("queue:corporation-killmails")
  .description(
    "Queues a sync for every corporation whose time has come and that some director lets be read. The scheduler does the same every minute.",
  )
  .option("--force", "queue all of them, due or not")
  .option(
    "--full",
    "list every page again, without ETag; killmails that are stored are not fetched again",
  )
  .option(
    "--wait",
    "stay until every check has ended, with a progress bar on a terminal",
  )
  .addHelpText(
    "after",
    `
Interrupting --wait leaves the checks queued.

Exit codes:
  0  queued; prints how many; with --wait every check went well
  1  nothing was queued: the reason is printed; with --wait also when a check ended late or stopped,
     or no worker takes them`,
  )
  .action(async (options: { force?: true; full?: true; wait?: true }) => {
    const { wait = false, ...flags } = options;
    await withApp((app) =>
      queueChecks<CorporationId>(app, {
        nouns: ["corporation", "corporations"],
        task: "sync-corporation-killmails",
        worker: "worker:corporation-killmails",
        queue: (onQueued) =>
          app.corporationSync.queueDue(app.clock.now(), { ...flags, onQueued }),
        states: (ids) => app.corporationSync.states(ids),
        isWaiting: wait,
      }),
    );
  })
  .parseAsync();
