import { createApp } from "@killreport/backend/app.ts";
import { RejectedError } from "@killreport/backend/kernel/index.ts";
import { loadConfig } from "@killreport/backend/platform/config/index.ts";
import { explain } from "@killreport/backend/platform/log/index.ts";
import { findWiringProblems } from "@killreport/backend/platform/queue/index.ts";
import { fleet, type FleetProcess } from "./fleet.ts";
import { startProcess } from "./start-process.ts";

/** How long a process that was told to stop may work on what it has in hand. */
const graceMs = 10_000;

/**
 * Runs one process until SIGTERM or SIGINT: takes nothing more then, finishes what is in hand and ends with 0. Ends with 1
 * when it can not start or breaks. What is still in hand after 10 s is left to another process, which finds it unclaimed.
 */
export async function runProcess(role: {
  name: string;
  lines?: readonly FleetProcess[];
  isScheduler?: boolean;
}): Promise<void> {
  const stopped = Promise.withResolvers<string>();
  process.once("SIGTERM", stopped.resolve);
  process.once("SIGINT", stopped.resolve);
  try {
    const app = await createApp(loadConfig());
    refuseBadWiring(app);
    const running = await startProcess(app, role);
    app.log.info({ process: role.name }, "Started");
    const signal = await stopped.promise;
    app.log.info({ process: role.name, signal }, "Stopping");
    setTimeout(() => {
      app.log.warn({ process: role.name }, "Left unfinished work to others");
      process.exit(0);
    }, graceMs).unref();
    await running.close();
    await app.close();
    // Whatever timer a library left behind does not keep a stopped process.
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

function refuseBadWiring(
  app: Pick<
    Awaited<ReturnType<typeof createApp>>,
    "implementations" | "listeners"
  >,
): void {
  const problems = findWiringProblems({
    handled: app.implementations.map(({ contract }) => contract.name),
    listeners: app.listeners,
    fleet,
  });
  if (problems.length > 0)
    throw new RejectedError("WIRING", problems.join("\n"));
}
