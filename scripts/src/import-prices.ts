import type { PriceImportProgress } from "@killreport/backend/features/prices/index.ts";
import { SingleBar } from "cli-progress";
import { Command } from "commander";
import { addDayOptions, type DayOptions } from "./import/add-day-options.ts";
import { timeLeft } from "./import/create-import-bar.ts";
import { peakRssMb } from "./import/peak-rss-mb.ts";
import { runStoppable } from "./import/run-stoppable.ts";

const command = new Command("import:prices").description(
  "Loads EVE Ref's market history (https://data.everef.net/market-history): what every type cost on average in The Forge, day by day. Days that are the same as when they were imported, by EVE Ref's totals, are passed over, so it can be stopped and started again at any time. The last weeks are kept up by themselves (PRICE_SOURCES).",
);
await addDayOptions(command, {
  files: "files (market-history-2021-01-01.csv.bz2 and the like)",
  same: "the same as when they were imported",
  more: "Of two files of a day the one with the newer answers of ESI stays.",
})
  .action((options: DayOptions) => run(options))
  .parseAsync();

async function run(options: DayOptions): Promise<void> {
  const isJson = options.json === true;
  await runStoppable(async ({ prices }, signal) => {
    const bar = createBar(!isJson && process.stderr.isTTY);
    const startedAt = performance.now();
    const report = await prices
      .importDays(options, {
        folder: options.folder,
        isForced: options.force === true,
        isKeeping: options.keep === true,
        onProgress: (progress) => bar.show(progress),
        signal,
      })
      .finally(() => bar.close());
    const seconds = (performance.now() - startedAt) / 1000;
    const refused = Object.fromEntries(report.refusals);
    if (isJson)
      console.log(
        JSON.stringify(
          { ...report, refusals: refused, seconds, peakRssMb: peakRssMb() },
          null,
          2,
        ),
      );
    else {
      const { imported, passedOver, outdated, failed } = report;
      console.log(
        `${imported} ${imported === 1 ? "day" : "days"} imported, ${passedOver} passed over${outdated > 0 ? `, ${outdated} older than what is here` : ""}${failed > 0 ? `, ${failed} failed` : ""}. ${report.prices} prices in ${seconds.toFixed(1)} s.`,
      );
      for (const [reason, count] of report.refusals)
        console.log(`${count} prices were refused: ${reason}.`);
      for (const sentence of report.complaints) console.error(`  ${sentence}`);
    }
    if (report.failed > 0) process.exitCode = 2;
  });
}

function createBar(isShown: boolean) {
  const bar = new SingleBar({
    format: "{bar} {percentage}%  {at}  {prices} prices  {left} left",
    noTTYOutput: false,
  });
  const startedAt = performance.now();
  let isStarted = false;
  return {
    show({ at, done, of, prices }: PriceImportProgress): void {
      if (!isShown) return;
      const seconds = (performance.now() - startedAt) / 1000;
      const left = timeLeft(((of - done) / Math.max(1, done)) * seconds);
      if (!isStarted) bar.start(of, done, { at, prices, left });
      isStarted = true;
      bar.update(done, { at, prices, left });
    },
    close(): void {
      if (isStarted) bar.stop();
    },
  };
}
