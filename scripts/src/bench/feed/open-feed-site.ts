import { existsSync } from "node:fs";
import { type Simulator, startSimulator } from "@killreport/simulator";
import { openBenchServer } from "../bench-server.ts";
import { startSite } from "./start-site.ts";

export interface FeedSite {
  readonly simulator: Simulator;
  readonly databaseUrl: string;
  /** Of the site. */
  readonly url: string;
  /** False: there are no real killmails in that folder, so the simulator invents them. */
  readonly isReal: boolean;
}

/** A site in a process of its own that follows the feed of a simulator in this one. What was opened is in `closing`, also when this fails half-way. */
export async function openFeedSite(
  options: { dataFolder: string; port: number },
  closing: (() => Promise<unknown>)[],
): Promise<FeedSite> {
  const isReal = existsSync(`${options.dataFolder}/killmails`);
  const simulator = await startSimulator({
    port: 0,
    liveKillsEveryMs: 0,
    dataFolder: isReal ? options.dataFolder : undefined,
  });
  closing.push(() => simulator.stop());
  const server = await openBenchServer();
  closing.push(() => server.close());
  const databaseUrl = await server.fresh("bench_feed");
  const site = await startSite(simulator, {
    databaseUrl,
    dataDir: server.folder,
    port: options.port,
  });
  closing.push(() => site.close());
  return { simulator, databaseUrl, url: site.url, isReal };
}
