import { createWriteStream } from "node:fs";
import { Command } from "commander";
import { migrateDatabase } from "../../backend/src/platform/database/index.ts";
import { explain } from "../../backend/src/platform/log/index.ts";
import { startPrivatePostgres } from "../support/private-postgres.ts";
import { realData } from "../support/real-data.ts";
import { reportMetrics } from "../support/report-metrics.ts";
import { say } from "../support/say.ts";
import { sayWhen } from "../support/say-when.ts";
import { runFeedReplay } from "./run-feed-replay.ts";

const program = new Command("test:feed")
  .description(
    "Replays days of real killmails in the simulator's live feed while the process that follows it is killed at random moments, then compares what was stored with the day files. Four days at factor 600 take ten minutes. PostgreSQL is the run's own.",
  )
  .option("--factor <n>", "how many times as fast as they happened", "600")
  .option("--kills <n>", "how often the process is killed", "12")
  .option("--seed <n>", "of the moments", "1")
  .option(
    "--folder <folder>",
    "with daily killmail dumps (.jsonl.gz) in killmails/",
    realData,
  )
  .option("--json <file>", "write the figures there, too")
  .option("--logs <file>", "write there what the process logs")
  .parse();
const { factor, kills, seed, folder, json, logs } = program.opts<
  Record<"factor" | "kills" | "seed" | "folder", string> & {
    json?: string;
    logs?: string;
  }
>();
const logFile = logs === undefined ? null : createWriteStream(logs);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => stop.abort());

const postgres = await startPrivatePostgres();
try {
  await migrateDatabase(postgres.url);
  const metrics = await runFeedReplay({
    dataFolder: folder,
    databaseUrl: postgres.url,
    factor: Number(factor),
    kills: Number(kills),
    seed: Number(seed),
    signal: stop.signal,
    onLine: (line) => logFile?.write(`${line}\n`),
    log: sayWhen(),
  });
  await reportMetrics(metrics, json);
} catch (error) {
  say(explain(error));
  process.exitCode = 1;
} finally {
  await postgres.stop();
  // What was under way would go on for a while.
  if (stop.signal.aborted) process.exit();
}
