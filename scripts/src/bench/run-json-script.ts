import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "@killreport/backend/platform/config/index.ts";

/** A command of package.json with `--json`, as a process of its own: what it prints. */
export async function runJsonScript(
  script: string,
  args: readonly string[],
  site: { databaseUrl: string; dataDir: string },
): Promise<unknown> {
  const [, ...options] = commandOf(script);
  const child = spawn(process.execPath, [...options, ...args, "--json"], {
    cwd: projectFolder,
    env: {
      PATH: process.env["PATH"],
      DATABASE_URL: site.databaseUrl,
      KILLREPORT_DATA_DIR: site.dataDir,
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0)
    throw new Error(
      `${script} ended with ${code ?? "a signal"}: its words are above`,
    );
  return JSON.parse(output);
}

/** As package.json has it: what holds its memory down is among its options. */
function commandOf(script: string): string[] {
  const text = readFileSync(join(projectFolder, "package.json"), "utf8");
  const { scripts } = JSON.parse(text) as { scripts: Record<string, string> };
  return scripts[script]?.split(" ") ?? [];
}
