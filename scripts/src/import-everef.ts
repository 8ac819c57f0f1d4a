import { Command } from "commander";
import { addDayOptions, type DayOptions } from "./import/add-day-options.ts";
import { runImport } from "./import/run-import.ts";

const command = new Command("import:everef").description(
  "Loads EVE Ref's archives of whole days (https://data.everef.net/killmails): every public killmail since December 2007. Days that are complete by EVE Ref's totals are passed over, so it can be stopped and started again at any time.",
);
await addDayOptions(command, { files: "archives", same: "complete" })
  .action((options: DayOptions) =>
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
