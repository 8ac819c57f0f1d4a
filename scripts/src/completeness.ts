import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import type { App } from "@killreport/backend/app.ts";
import { startRelay } from "@killreport/backend/platform/queue/index.ts";
import { followFetching } from "./completeness/follow-fetching.ts";
import { printDays } from "./completeness/print-days.ts";
import { type Sum, sumOf } from "./completeness/sum-of.ts";
import { progressBar } from "./progress-bar.ts";
import { dayAgo, readDay } from "./read-day.ts";
import { withApp } from "./with-app.ts";

interface Options {
  from: string;
  to: string;
  fix: boolean;
  json?: string;
}

await new Command("completeness")
  .description(
    "Compares the public killmails that are here, day by day, with what zKillboard and EVE Ref have. The scheduler does the same every morning for days that have changed.",
  )
  .option("--from <day>", "the first day, as 2021-11-27", readDay, dayAgo(7))
  .option("--to <day>", "the last day", readDay, readDay("yesterday"))
  .option(
    "--fix",
    "bring what is missing: up to 50 killmails of a day from ESI, within its budget and behind everything else, more than that from the archives; stays until they are here",
    false,
  )
  .option("--no-fix", "only look (the default)")
  .option("--json <file>", "also write what was found to a file, as JSON")
  .addHelpText(
    "after",
    `
"yesterday" is a day too, in EVE's time (UTC). A day of which less than half is here is only counted: --fix brings it as
well, import:everef faster.

Exit codes:
  0  nothing is missing
  1  something is missing, or it could not be done: the reason is printed
  2  nothing is missing as far as is known, but not every source answered
  130  stopped by Ctrl+C`,
  )
  .action(async (options: Options, command: Command) => {
    if (options.from > options.to)
      command.error(
        `--from is after --to: ${options.from} is later than ${options.to}.`,
      );
    const stopping = new AbortController();
    const stop = () => stopping.abort();
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
    await withApp((app) => run(app, options, stopping.signal));
    if (stopping.signal.aborted) process.exitCode = 130;
  })
  .parseAsync();

async function run(
  app: App,
  { from, to, fix: isFixing, json }: Options,
  signal: AbortSignal,
): Promise<void> {
  const { completeness } = app;
  const relay = startRelay(app);
  try {
    const found = await compare({ from, to });
    // Handed on here; should the queue be away, the scheduler does it later.
    await relay.run();
    const days = new Map(found.days.map((day) => [day.day, day]));
    if (isFixing && found.awaited.length > 0) {
      await followFetching(app, found.awaited, signal);
      for (const { day, message } of found.days)
        if (message !== null && !signal.aborted) {
          const [again] = (
            await completeness.compare(
              { from: day, to: day },
              { isFixing: false },
            )
          ).days;
          if (again !== undefined) days.set(day, again);
        }
    }
    const all = [...days.values()];
    const sum = sumOf(all);
    for (const line of printDays(all, sum)) console.log(line);
    if (json !== undefined)
      await writeFile(
        json,
        `${JSON.stringify({ ...sum, days: all }, null, 2)}\n`,
      );
    process.exitCode = exitCodeOf(sum);
  } finally {
    await relay.close();
  }

  async function compare(range: { from: string; to: string }) {
    const bar = progressBar(
      "{bar} {value} of {total} days  {at}  {missing} missing",
    );
    let missing = 0;
    bar.start(1, 0, { at: range.from, missing });
    try {
      return await completeness.compare(range, {
        isFixing,
        signal,
        onDay(day, { done, all }) {
          missing += day.missing;
          bar.setTotal(all);
          bar.update(done, { at: day.day, missing });
        },
      });
    } finally {
      bar.stop();
    }
  }
}

function exitCodeOf({ missing, unsure }: Sum): number {
  if (missing > 0) return 1;
  return unsure > 0 ? 2 : 0;
}
