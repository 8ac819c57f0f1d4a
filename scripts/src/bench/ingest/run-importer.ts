import { runJsonScript } from "../run-json-script.ts";

export interface ImporterRun {
  readonly mails: number;
  readonly stored: number;
  /** From the first byte read to the last commit; without the start of the process. */
  readonly seconds: number;
  readonly peakRssMb: number;
}

/** `npm run import:killmails` on these files, as a process of its own. */
export async function runImporter(
  databaseUrl: string,
  files: readonly string[],
  dataDir: string,
): Promise<ImporterRun> {
  return (await runJsonScript("import:killmails", files, {
    databaseUrl,
    dataDir,
  })) as ImporterRun;
}
