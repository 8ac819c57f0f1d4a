import { existsSync } from "node:fs";
import { startApi } from "@killreport/backend/api/start-api.ts";
import { createApp } from "@killreport/backend/app.ts";
import { loadConfig } from "@killreport/backend/platform/config/index.ts";
import { type Simulator, startSimulator } from "@killreport/simulator";
import { fleet } from "@killreport/workers/fleet.ts";
import { startProcess } from "@killreport/workers/start-process.ts";
import { type BenchServer, openBenchServer } from "../bench-server.ts";

export interface FeedSite {
  readonly simulator: Simulator;
  readonly server: BenchServer;
  readonly databaseUrl: string;
  /** Of the site. */
  readonly url: string;
  /** False: there are no real killmails in that folder, so the simulator invents them. */
  readonly isReal: boolean;
}

/** A site as `npm start` runs it, everything in one process, that follows the simulator's feed. What was opened is in `closing`, also when this fails half-way. */
export async function openFeedSite(
  dataFolder: string,
  closing: (() => Promise<unknown>)[],
): Promise<FeedSite> {
  const isReal = existsSync(`${dataFolder}/killmails`);
  const simulator = await startSimulator({
    port: 0,
    liveKillsEveryMs: 0,
    dataFolder: isReal ? dataFolder : undefined,
  });
  closing.push(() => simulator.stop());
  const server = await openBenchServer();
  closing.push(() => server.close());
  const databaseUrl = await server.fresh("bench_feed");
  const config = loadConfig({
    DATABASE_URL: databaseUrl,
    KILLREPORT_DATA_DIR: server.folder,
    SIMULATOR_PORT: String(simulator.port),
    LOG_LEVEL: "error",
  });
  const app = await createApp(config);
  closing.push(() => app.close());
  const api = await startApi(app, { port: 0, host: "localhost" });
  closing.push(() => api.close());
  const workers = await startProcess(app, {
    name: "all-in-one",
    lines: fleet,
    isScheduler: true,
  });
  closing.push(() => workers.close());
  return { simulator, server, databaseUrl, url: api.url, isReal };
}
