import { Command } from "commander";
import type { App } from "@killreport/backend/app.ts";
import { createLedgerChecks } from "@killreport/backend/features/killmails/index.ts";
import { startRelay } from "@killreport/backend/platform/queue/index.ts";
import { compareLists } from "./verify/compare-lists.ts";
import { type Finding, lookAtTables } from "./verify/look-at-tables.ts";
import { withApp } from "./with-app.ts";

interface Options {
  fix?: true;
  offline?: true;
  json?: true;
}

await new Command("verify")
  .description(
    "Compares the ledger with the tables, and with what ESI lists now for every linked character, and for every corporation through a director who lets its list be read.",
  )
  .option("--fix", "put right what differs: recorded, fetched and stored anew")
  .option(
    "--offline",
    "do not ask ESI (which costs two tokens for each page of each list)",
  )
  .option("--json", "print the result as JSON")
  .addHelpText(
    "after",
    `
Exit codes:
  0  everything agrees, or was put right
  1  differences remain, or something could not be compared`,
  )
  .action((options: Options) => withApp((app) => verify(app, options)))
  .parseAsync();

async function verify(app: App, options: Options): Promise<void> {
  const isFixing = options.fix === true;
  const findings: Finding[] = [];
  const notes: string[] = [];
  const checks = createLedgerChecks(app);
  findings.push(...(await lookAtTables(checks, isFixing)));
  let isProven = true;
  if (options.offline !== true) {
    const lists = await compareLists(app, isFixing);
    findings.push(...lists.findings);
    notes.push(...lists.notes);
    isProven = lists.isProven;
  }
  if (isFixing) {
    const relay = startRelay(app);
    await relay.run();
    await relay.close();
    // What was healed may have uncovered more.
    findings.push(...(await lookAtTables(checks, false)));
  }
  const remaining = findings.filter(({ isHealed }) => !isHealed).length;
  if (options.json === true)
    console.log(
      JSON.stringify({ findings, notes, remaining, isProven }, null, 2),
    );
  else print(findings, notes, remaining);
  if (remaining > 0 || !isProven) process.exitCode = 1;
}

function print(
  findings: readonly Finding[],
  notes: readonly string[],
  remaining: number,
): void {
  for (const { text, isHealed } of findings)
    console.log(`${isHealed ? "healed " : "differs"}  ${text}`);
  for (const note of notes) console.log(`note     ${note}`);
  const healed = findings.length - remaining;
  if (findings.length === 0) console.log("Everything agrees.");
  else
    console.log(
      `${remaining} ${remaining === 1 ? "difference remains" : "differences remain"}, ${healed} healed.${remaining > 0 && healed === 0 ? " Put right with: npm run verify -- --fix" : ""}`,
    );
}
