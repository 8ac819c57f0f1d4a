import { Command } from "commander";
import type { CharacterId } from "@killreport/backend/kernel/index.ts";
import { queueChecks } from "./queue/queue-checks.ts";
import { withApp } from "./with-app.ts";

await new Command("queue:user-killmails")
  .description(
    "Queues a sync for every linked character whose time has come. The scheduler does the same every minute.",
  )
  .option("--force", "queue everyone whose syncs are on, due or not")
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
  0  done; prints how many were queued, 0 when nobody was due; with --wait every check went well
  1  it could not be done: the reason is printed; with --wait also when a check ended late or stopped,
     or no worker takes them`,
  )
  .action(async (options: { force?: true; full?: true; wait?: true }) => {
    const { wait = false, ...flags } = options;
    await withApp((app) =>
      queueChecks<CharacterId>(app, {
        nouns: ["character", "characters"],
        task: "sync-character-killmails",
        worker: "worker:user-killmails",
        queue: (onQueued) =>
          app.characterSync.queueDue(app.clock.now(), { ...flags, onQueued }),
        states: (ids) => app.characterSync.states(ids),
        isWaiting: wait,
      }),
    );
  })
  .parseAsync();
