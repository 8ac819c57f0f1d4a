import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApp } from "../../backend/src/app.ts";
import { loadConfig } from "../../backend/src/platform/config/index.ts";
import type { Database } from "../../backend/src/platform/database/index.ts";

const script = fileURLToPath(
  new URL("../../scripts/src/import-everef.ts", import.meta.url),
);

const allDays = { from: "2007-12-05", to: "2099-12-31" };

/** Where an import goes, and what it takes. */
export interface ImportTarget {
  readonly database: Database;
  readonly env: Record<string, string>;
  /** Of archives. */
  readonly folder: string;
}

/** Loads a folder of archives, also the days that are complete; returns the ms it took. */
export async function importArchives({
  env,
  folder,
}: ImportTarget): Promise<number> {
  const app = await createApp(loadConfig(env));
  try {
    const startedAt = performance.now();
    const { failed, refused } = await app.history.importDays(allDays, {
      folder,
      isForced: true,
    });
    if (failed > 0 || refused > 0)
      throw new Error(`${failed} days failed, ${refused} mails were refused`);
    return performance.now() - startedAt;
  } finally {
    await app.close();
  }
}

/** The same by `npm run import:everef`, killed the hard way so many times at random moments of its work and begun anew each time; the last one is not. `onKill` hears how many mails there were. */
export async function importArchivesKilled(
  target: ImportTarget,
  options: {
    kills: number;
    random: () => number;
    /** About how long it works when nobody kills it. */
    workMs: number;
    onKill: (mails: number) => void;
  },
): Promise<void> {
  for (let kills = 0; kills < options.kills;) {
    const before = await workNoted(target);
    const { child } = start(target);
    const isOver = () => child.exitCode !== null;
    while (!isOver() && (await workNoted(target)) === before) await pause(5);
    await pause(options.random() * options.workMs);
    // It was quicker than the dice: once more.
    if (isOver()) continue;
    child.kill("SIGKILL");
    await once(child, "close");
    kills++;
    options.onKill(await countMails(target));
  }
  const { child, output } = start(target);
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`The import ended with ${code}: ${output()}`);
}

function start({ env, folder }: ImportTarget): {
  child: ChildProcess;
  output: () => string;
} {
  const child = spawn(
    process.execPath,
    [script, "--folder", folder, "--force", "--to", "today"],
    {
      env: {
        PATH: process.env["PATH"] ?? "",
        NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

/** Changes when a day is begun. */
async function workNoted({ database }: ImportTarget): Promise<string> {
  const { rows } = await database.pool.query<{ noted: string | null }>(
    "SELECT max(updated_at)::text AS noted FROM history_days",
  );
  return rows[0]?.noted ?? "";
}

async function countMails({ database }: ImportTarget): Promise<number> {
  const { rows } = await database.pool.query<{ mails: number }>(
    "SELECT count(*)::int AS mails FROM killmails",
  );
  return rows[0]?.mails ?? 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
