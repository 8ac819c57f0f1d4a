import type { Command } from "commander";
import { readDay } from "../read-day.ts";
import { importExitCodes } from "./run-import.ts";

/** What a command is told that loads days of EVE Ref's archives. */
export interface DayOptions {
  from: string;
  to: string;
  folder?: string;
  force?: true;
  keep?: true;
  json?: true;
}

/** Of the oldest killmail EVE Ref has; there are no older prices. */
const firstDay = "2007-12-05";

/** Adds the options of `DayOptions`, in the words of what the archives are; `more` is said below them. */
export function addDayOptions(
  command: Command,
  words: { files: string; same: string; more?: string },
): Command {
  return command
    .option("--from <day>", "the first day, as 2021-11-27", readDay, firstDay)
    .option("--to <day>", "the last day", readDay, readDay("yesterday"))
    .option(
      "--folder <folder>",
      `take ${words.files} that are in this folder instead of downloading them`,
    )
    .option("--force", `also days that are ${words.same}`)
    .option("--keep", "keep what was downloaded (in .data/everef)")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
"yesterday" and "today" are days too, in EVE's time (UTC). lbzip2, pbzip2 or bzip2 unpack the files where one of them is
installed, several times as fast as what is built in.${words.more === undefined ? "" : ` ${words.more}`}
${importExitCodes}`,
    );
}
