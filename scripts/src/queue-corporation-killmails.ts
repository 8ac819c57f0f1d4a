import { Command } from "commander";
import { startRelay } from "@killreport/backend/platform/queue/index.ts";
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
  .addHelpText(
    "after",
    `
Exit codes:
  0  queued; prints how many
  1  nothing was queued: the reason is printed`,
  )
  .action(async (options: { force?: true; full?: true }) => {
    await withApp(async (app) => {
      const relay = startRelay(app);
      const queued = await app.corporationSync.queueDue(
        app.clock.now(),
        options,
      );
      // Handed on here; should the queue be away, the scheduler does it later.
      await relay.run();
      await relay.close();
      console.log(
        `Queued ${queued} ${queued === 1 ? "corporation" : "corporations"}.`,
      );
    });
  })
  .parseAsync();
