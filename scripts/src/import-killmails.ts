import { Command } from "commander";
import { importExitCodes, runImport } from "./import/run-import.ts";

await new Command("import:killmails")
  .description(
    "Loads files of killmails in ESI's shape, one JSON object a line, gzipped or not. What is imported is public, as what zKillboard or EVE Ref show.",
  )
  .argument("<files...>", "such as 2021-11-27.jsonl.gz")
  .option("--source <name>", "what to call where they come from", "file")
  .option("--json", "print the result as JSON")
  .addHelpText(
    "after",
    `
Each killmail's hash is checked (its key killmail_hash, where there is one): whatever does not obey it is fetched from ESI
instead. Other keys beside ESI's are left out and listed. Importing a file again changes nothing.
${importExitCodes}`,
  )
  .action((files: string[], options: { source: string; json?: true }) =>
    runImport(
      options,
      ({ history }, how) =>
        history.importFiles(files, { ...how, source: options.source }),
      () => "",
    ),
  )
  .parseAsync();
