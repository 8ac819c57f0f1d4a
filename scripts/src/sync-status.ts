import { Command, InvalidArgumentError } from "commander";
import {
  type CharacterId,
  id,
  RejectedError,
} from "@killreport/backend/kernel/index.ts";
import { printTable } from "./sync-status/print-table.ts";
import { readStatus } from "./sync-status/read-status.ts";
import { withApp } from "./with-app.ts";

await new Command("sync:status")
  .description(
    "Says of every linked character how its sync goes; of one also its last checks and what is missing.",
  )
  .argument("[character-id]", "of this character alone", readId)
  .option("--json", "as JSON")
  .addHelpText(
    "after",
    `
Exit codes:
  0  every sync named goes well
  1  a sync is late or stopped, the character is not linked, or the database is away`,
  )
  .action(async (only: CharacterId | undefined, options: { json?: true }) => {
    await withApp(async (app) => {
      const status = await readStatus(app, only);
      if (only !== undefined && status.length === 0)
        throw new RejectedError(
          "NOT_LINKED",
          `Character ${only} is not linked here.`,
        );
      if (options.json === true) console.log(JSON.stringify(status, null, 2));
      else
        for (const line of printTable(status, only !== undefined))
          console.log(line);
      if (status.some(({ state }) => state === "late" || state === "stopped"))
        process.exitCode = 1;
    });
  })
  .parseAsync();

function readId(text: string): CharacterId {
  if (!/^[1-9]\d{0,15}$/.test(text))
    throw new InvalidArgumentError("It is a character's id, a number.");
  return id<CharacterId>(Number(text));
}
