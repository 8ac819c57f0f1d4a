import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, startSimulator } from "@killreport/simulator";
import { z } from "zod";
import { createTestDatabase } from "../../../../../tests/support/database.ts";
import { workOff } from "../../../../../tests/support/work-off.ts";
import {
  createMovableClock,
  defineTask,
  implementTask,
  listen,
  type Logger,
  silentLogger,
} from "../../../kernel/index.ts";
import { createEveref } from "../../../platform/everef/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import {
  createPrices,
  type PricesArrived,
  pricesArrived,
  type PriceSource,
} from "../index.ts";

const hear = defineTask<PricesArrived>({
  name: "hear-of-prices",
  version: 1,
  payload: z.object({
    fromDay: z.int(),
    toDay: z.int(),
    typeIds: z.array(z.int()).optional(),
  }),
});

/** Prices on a database of their own, with a simulator's EVE whose clock stands at noon of 2026-11-21. */
export async function openPricesSite(
  options: { sources?: readonly PriceSource[]; simulator?: Simulator } = {},
) {
  const clock = createMovableClock({
    now: () => new Date("2026-11-21T12:30:00Z"),
  });
  const test = await createTestDatabase();
  const simulator =
    options.simulator ??
    (await startSimulator({ port: 0, clock, liveKillsEveryMs: 0 }));
  const { database } = test;
  const outbox = createOutbox({
    clock,
    listeners: [listen(pricesArrived, hear)],
  });
  const folder = mkdtempSync(join(tmpdir(), "killreport-prices-"));
  const heard = new Map<string, PricesArrived>();
  const warnings: object[] = [];
  const log: Logger = {
    ...silentLogger,
    child: () => log,
    warn: (fields) => warnings.push(fields),
  };
  const prices = createPrices({
    database,
    clock,
    outbox,
    log,
    dataDir: folder,
    everef: createEveref({
      baseUrl: simulator.services.everef,
      userAgent: "tests",
      fetch,
      pause: () => Promise.resolve(),
    }).marketHistory,
    sources: options.sources ?? ["everef"],
  });
  const implementations = [
    ...prices.implementations,
    implementTask(hear, (event, { taskId }) => {
      heard.set(taskId, event);
      return Promise.resolve();
    }),
  ];
  return {
    clock,
    database,
    simulator,
    prices,
    folder,
    /** What listeners were told, in order. */
    heard: () => [...heard.values()],
    warnings,
    work: () => workOff(database, clock, implementations),
    /** How many requests went to a part of the simulator. */
    asked: (part: string) =>
      simulator.requests().filter(({ path }) => path.includes(part)).length,
    async close() {
      if (options.simulator === undefined) await simulator.stop();
      await test.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const historyHeader =
  "average,date,highest,lowest,order_count,volume,http_last_modified,region_id,type_id";

/** Writes files of market history, as EVE Ref names them, into a folder. */
export function writeHistory(
  folder: string,
  files: Readonly<Record<string, readonly string[]>>,
): string {
  mkdirSync(folder, { recursive: true });
  for (const [day, lines] of Object.entries(files)) {
    const path = join(folder, `market-history-${day}.csv`);
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
    execFileSync("bzip2", ["-f", path]);
  }
  return folder;
}
