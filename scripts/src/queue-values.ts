import { Command } from "commander";
import { dayNamed } from "@killreport/backend/features/prices/index.ts";
import { readDay } from "./read-day.ts";
import { withApp } from "./with-app.ts";

await new Command("queue:values")
  .description(
    "Has the killmails of some days valued again, by the prices and static data that are known now, in the background. It happens by itself when prices come and when the rules change.",
  )
  .requiredOption("--from <day>", "the first day, such as 2021-11-27", readDay)
  .requiredOption("--to <day>", "the last day; or yesterday, today", readDay)
  .addHelpText(
    "after",
    `
Exit codes:
  0  noted; prints how many days have killmails, and the scheduler orders them within minutes
  1  it could not be done: the reason is printed`,
  )
  .action(async ({ from, to }: { from: string; to: string }) => {
    await withApp(async ({ valuation }) => {
      const days = await valuation.revalue({
        fromDay: dayNamed(from) ?? 0,
        toDay: dayNamed(to) ?? 0,
      });
      console.log(
        `${days} ${days === 1 ? "day has" : "days have"} killmails, which are valued again.`,
      );
    });
  })
  .parseAsync();
