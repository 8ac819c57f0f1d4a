import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "@killreport/backend/platform/config/index.ts";

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
  const [, ...args] = commandOf("import:killmails");
  const child = spawn(process.execPath, [...args, ...files, "--json"], {
    cwd: projectFolder,
    env: {
      PATH: process.env["PATH"],
      DATABASE_URL: databaseUrl,
      KILLREPORT_DATA_DIR: dataDir,
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0)
    throw new Error(
      `The import ended with ${code ?? "a signal"}: its words are above`,
    );
  return JSON.parse(output) as ImporterRun;
}

/** As package.json has it: what holds its memory down is among its options. */
function commandOf(script: string): string[] {
  const text = readFileSync(join(projectFolder, "package.json"), "utf8");
  const { scripts } = JSON.parse(text) as { scripts: Record<string, string> };
  return scripts[script]?.split(" ") ?? [];
}
