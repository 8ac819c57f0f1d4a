import { Command } from "commander";
import { startRelay } from "@killreport/backend/platform/queue/index.ts";
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
  .addHelpText(
    "after",
    `
Exit codes:
  0  done; prints how many were queued, 0 when nobody was due
  1  it could not be done: the reason is printed`,
  )
  .action(async (options: { force?: true; full?: true }) => {
    await withApp(async (app) => {
      const relay = startRelay(app);
      const queued = await app.characterSync.queueDue(app.clock.now(), options);
      // Handed on here; should the queue be away, the scheduler does it later.
      await relay.run();
      await relay.close();
      console.log(
        `Queued ${queued} ${queued === 1 ? "character" : "characters"}.`,
      );
    });
  })
  .parseAsync();
