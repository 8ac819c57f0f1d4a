import { Command } from "commander";
import { runProcess } from "./run-process.ts";

await new Command("scheduler")
  .description(
    "Queues characters whose sync is due, hands on tasks whose time has come and repairs what crashes left behind. Any number may run; one leads.",
  )
  .addHelpText(
    "after",
    `
Exit codes:
  0  stopped when it was told to
  1  could not start, or broke`,
  )
  .action(() => runProcess({ name: "scheduler", isScheduler: true }))
  .parseAsync();
