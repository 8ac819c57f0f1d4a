import { join } from "node:path";
import type { Config } from "@killreport/backend/platform/config/index.ts";
import { requireFreePort } from "./require-free-port.ts";

/** The simulator in EVE's place. Loaded only when it is wanted: production does without. Its logins outlive a restart, as EVE's do. */
export async function startEve({
  simulator: options,
  dataDir,
}: Pick<Config, "simulator" | "dataDir">): Promise<{ close(): Promise<void> }> {
  await requireFreePort(options.port, "SIMULATOR_PORT");
  const { startSimulator } = await import("@killreport/simulator");
  const simulator = await startSimulator({
    port: options.port,
    seed: options.seed ?? undefined,
    dataFolder: options.dataFolder ?? undefined,
    stateFile: join(dataDir, "simulator.json"),
    replayFactor: options.replayFactor ?? undefined,
  });
  return { close: () => simulator.stop() };
}
