import { Command } from "commander";
import { importExitCodes, runImport } from "./import/run-import.ts";
import { readDay } from "./read-day.ts";

interface Options {
  from: string;
  to: string;
  folder?: string;
  force?: true;
  keep?: true;
  json?: true;
}

const firstDay = "2007-12-05";

await new Command("import:everef")
  .description(
    "Loads EVE Ref's archives of whole days (https://data.everef.net/killmails): every public killmail since December 2007. Days that are complete by EVE Ref's totals are passed over, so it can be stopped and started again at any time.",
  )
  .option("--from <day>", "the first day, as 2021-11-27", readDay, firstDay)
  .option("--to <day>", "the last day", readDay, readDay("yesterday"))
  .option(
    "--folder <folder>",
    "take archives that are in this folder instead of downloading them",
  )
  .option("--force", "also days that are complete")
  .option("--keep", "keep what was downloaded (in .data/everef)")
  .option("--json", "print the result as JSON")
  .addHelpText(
    "after",
    `
"yesterday" and "today" are days too, in EVE's time (UTC). lbzip2, pbzip2 or bzip2 unpack the archives where one of them
is installed, several times as fast as what is built in.
${importExitCodes}`,
  )
  .action((options: Options) =>
    runImport(
      options,
      ({ history }, how) =>
        history.importDays(options, {
          ...how,
          folder: options.folder,
          isForced: options.force === true,
          isKeeping: options.keep === true,
        }),
      ({ imported, passedOver, failed }) =>
        `${imported} ${imported === 1 ? "day" : "days"} imported, ${passedOver} passed over${failed > 0 ? `, ${failed} failed` : ""}. `,
    ),
  )
  .parseAsync();
