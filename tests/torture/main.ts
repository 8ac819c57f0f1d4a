import { createWriteStream } from "node:fs";
import { Command } from "commander";
import { explain } from "../../backend/src/platform/log/index.ts";
import { realData } from "../support/real-data.ts";
import { reportMetrics } from "../support/report-metrics.ts";
import { say } from "../support/say.ts";
import { sayWhen } from "../support/say-when.ts";
import { runTorture } from "./run-torture.ts";

const program = new Command("test:torture")
  .description(
    "Lets a site sync real killmails while processes are killed, servers restart, connections break and EVE fails, then compares it with what EVE listed. PostgreSQL, RabbitMQ and Redis are the run's own; the last two are used where they are installed.",
  )
  .option("--seed <n>", "of the dice", "1")
  .option("--minutes <m>", "how long things go wrong", "10")
  .option("--characters <n>", "who logs in", "200")
  .option("--corporations <n>", "whose directors let their list be read", "10")
  .option("--json <file>", "write the figures there, too")
  .option("--logs <file>", "write there what the site's processes log")
  .parse();
const { seed, minutes, characters, corporations, json, logs } = program.opts<
  Record<"seed" | "minutes" | "characters" | "corporations", string> & {
    json?: string;
    logs?: string;
  }
>();
const logFile = logs === undefined ? null : createWriteStream(logs);

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => stop.abort());

const metrics = await runTorture({
  seed: Number(seed),
  lastsMs: Number(minutes) * 60_000,
  factor: 6,
  characters: Number(characters),
  corporations: Number(corporations),
  mostMails: 1_500,
  doomed: 2,
  workers: 3,
  everyMs: 2_000,
  dataFolder: realData,
  signal: stop.signal,
  onLine: (name, line) => logFile?.write(`${name} ${line}\n`),
  log: sayWhen(),
}).catch((error: unknown) => {
  // What was under way would go on for a while.
  say(explain(error));
  process.exit(1);
});
await reportMetrics(metrics, json);
