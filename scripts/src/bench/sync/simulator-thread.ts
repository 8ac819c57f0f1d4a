import { parentPort, workerData } from "node:worker_threads";
import { startSimulator } from "@killreport/simulator";

/** New Eden in a thread of its own: what it spends of processor and heap is not the site's. Its clock is ahead by what the bench writes into `workerData`. */
const ahead = new Float64Array(workerData as SharedArrayBuffer);
const { url, services, demoClient } = await startSimulator({
  port: 0,
  liveKillsEveryMs: 0,
  clock: { now: () => new Date(Date.now() + (ahead[0] ?? 0)) },
});
parentPort?.postMessage({ url, services, demoClient });
