import { setTimeout } from "node:timers/promises";
import { startApi } from "@killreport/backend/api/start-api.ts";
import { createApp } from "@killreport/backend/app.ts";
import { loadConfig } from "@killreport/backend/platform/config/index.ts";
import { findWiringProblems } from "@killreport/backend/platform/queue/index.ts";
import { explain } from "@killreport/backend/platform/log/index.ts";
import { fleet } from "@killreport/workers/fleet.ts";
import { startProcess } from "@killreport/workers/start-process.ts";
import { describeSite } from "./start/describe-site.ts";
import { onStop } from "./start/on-stop.ts";
import { requireFreePort } from "./start/require-free-port.ts";
import { startEve } from "./start/start-eve.ts";

const usage = `Usage: npm start

Runs all of KillReport in one process: the page and API, the workers and the scheduler.
What is not configured is embedded: PostgreSQL, the queue, and a simulator in EVE's place. See .env.example.`;

/** What is running, to be closed from the last to the first. */
const running: { close(): Promise<void> }[] = [];

async function start(): Promise<void> {
  const config = loadConfig();
  // Said before anything is started, not after half of it.
  await requireFreePort(config.port, "PORT");
  if (config.isSimulated) {
    running.push(await startEve(config));
  }
  const app = await createApp(config);
  running.push(app);
  const problems = findWiringProblems({
    handled: app.implementations.map(({ contract }) => contract.name),
    listeners: app.listeners,
    fleet,
  });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  running.push(
    await startProcess(app, {
      name: "all-in-one",
      lines: fleet,
      isScheduler: true,
    }),
  );
  running.push(await startApi(app, { port: config.port, host: "0.0.0.0" }));
  console.log(describeSite(config));
}

async function stop(): Promise<void> {
  for (let part = running.pop(); part; part = running.pop()) await part.close();
}

if (process.argv.includes("--help")) {
  console.log(usage);
} else {
  const started = start().catch(async (error: unknown) => {
    console.error(explain(error));
    process.exitCode = 1;
    await stop();
  });
  onStop(
    async () => {
      console.log("Stopping");
      // What is about to start has to be there to be stopped; a service that never answers is not waited for.
      await Promise.race([started, setTimeout(5_000)]);
      await stop();
    },
    { isTiedToParent: process.argv.includes("--tied-to-parent") },
  );
}
