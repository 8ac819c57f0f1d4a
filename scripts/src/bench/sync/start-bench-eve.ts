import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Simulator } from "@killreport/simulator";
import type { Clock } from "@killreport/backend/kernel/index.ts";

export type BenchEve = Pick<Simulator, "url" | "services" | "demoClient"> & {
  readonly clock: Clock;
  /** Moves the clock of site and simulator. */
  advance(ms: number): void;
  stop(): Promise<void>;
};

export async function startBenchEve(): Promise<BenchEve> {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const ahead = new Float64Array(shared);
  const worker = new Worker(new URL("./simulator-thread.ts", import.meta.url), {
    workerData: shared,
  });
  const [started] = (await once(worker, "message")) as [
    Pick<Simulator, "url" | "services" | "demoClient">,
  ];
  return {
    ...started,
    clock: { now: () => new Date(Date.now() + (ahead[0] ?? 0)) },
    advance(ms) {
      ahead[0] = (ahead[0] ?? 0) + ms;
    },
    async stop() {
      await worker.terminate();
    },
  };
}
