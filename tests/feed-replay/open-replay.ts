import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Simulator, startSimulator } from "../../simulator/src/index.ts";
import { until } from "../support/until.ts";

/** The days of a data folder happening again, `factor` times as fast: the simulator publishes their killmails in its feed as time passes. */
export interface Replay {
  readonly simulator: Simulator;
  readonly dataFolder: string;
  readonly factor: number;
  /** The beginning of the first day and the end of the last one, in ms since 1970. */
  readonly firstMs: number;
  readonly endMs: number;
  /** Lets the first day begin; until then everything is about to happen. */
  begin(): void;
  /** Waits until it is that time there. */
  reaches(ms: number): Promise<void>;
  /** Lets it be that time there at once. */
  skipTo(ms: number): void;
}

/** How long those who follow the feed may take to get ready, in real ms. */
const leadMs = 120_000;

export async function openReplay(
  dataFolder: string,
  factor: number,
): Promise<Replay> {
  const days = readdirSync(join(dataFolder, "killmails"))
    .filter((name) => /^\d{4}-\d\d-\d\d\.jsonl\.gz$/.test(name))
    .sort();
  const firstMs = Date.parse(days[0]?.slice(0, 10) ?? "");
  const endMs = Date.parse(days.at(-1)?.slice(0, 10) ?? "") + 24 * 3_600_000;

  // It stands still while the simulator loads its world, so that the first day begins with its clock's origin.
  const originMs = Date.now();
  let startedAtMs = Infinity;
  const clock = {
    now: () => new Date(originMs + Math.max(0, Date.now() - startedAtMs)),
  };
  const simulator = await startSimulator({
    port: 0,
    dataFolder,
    replayFactor: factor,
    clock,
  });
  startedAtMs = Date.now();
  simulator.clock.advance(-leadMs);

  const nowMs = () =>
    firstMs + (simulator.clock.now().getTime() - originMs) * factor;
  const skipTo = (ms: number) => {
    simulator.clock.advance(Math.max(0, (ms - nowMs()) / factor));
  };
  return {
    simulator,
    dataFolder,
    factor,
    firstMs,
    endMs,
    begin() {
      if (nowMs() > firstMs)
        throw new Error("Whoever follows the feed was not ready in time");
      skipTo(firstMs);
    },
    async reaches(ms) {
      const waitMs = Math.max(0, (ms - nowMs()) / factor);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await until("the time has come", () => nowMs() >= ms);
    },
    skipTo,
  };
}
