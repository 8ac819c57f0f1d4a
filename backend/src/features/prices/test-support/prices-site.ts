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
  type MovableClock,
  silentLogger,
} from "../../../kernel/index.ts";
import {
  createJanice,
  createMutamarket,
} from "../../../platform/appraisals/index.ts";
import {
  createEsi,
  createPostgresBudget,
} from "../../../platform/esi/index.ts";
import { createEveref } from "../../../platform/everef/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import {
  createPrices,
  priceListeners,
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
  options: {
    sources?: readonly PriceSource[];
    /** One of the test's own, with its clock. */
    simulator?: Simulator;
    clock?: MovableClock;
  } = {},
) {
  const clock =
    options.clock ??
    createMovableClock({ now: () => new Date("2026-11-21T12:30:00Z") });
  const test = await createTestDatabase();
  const simulator =
    options.simulator ??
    (await startSimulator({ port: 0, clock, liveKillsEveryMs: 0 }));
  const { database } = test;
  const outbox = createOutbox({
    clock,
    listeners: [listen(pricesArrived, hear), ...priceListeners],
  });
  const folder = mkdtempSync(join(tmpdir(), "killreport-prices-"));
  const heard = new Map<string, PricesArrived>();
  const warnings: object[] = [];
  const log: Logger = {
    ...silentLogger,
    child: () => log,
    warn: (fields) => warnings.push(fields),
  };
  const userAgent = "KillReport tests (pilot@example.org)";
  const asking = { userAgent, fetch, clock };
  const esi = createEsi({
    baseUrl: simulator.services.esi,
    userAgent,
    applicationId: "test",
    clock,
    budget: createPostgresBudget({ database }),
    log: silentLogger,
  });
  const mutamarket = createMutamarket({
    ...asking,
    baseUrl: simulator.services.mutamarket,
  });
  const prices = createPrices({
    esi,
    janice: createJanice({
      ...asking,
      baseUrl: simulator.services.janice,
      apiKey: "a-key",
    }),
    mutamarket,
    database,
    clock,
    outbox,
    log,
    dataDir: folder,
    everef: createEveref({
      baseUrl: simulator.services.everef,
      userAgent,
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
    outbox,
    simulator,
    prices,
    folder,
    /** Takes the place of what ESI, or Mutamarket, answers. */
    replaceEsi: (calls: Partial<typeof esi>) => Object.assign(esi, calls),
    replaceMutamarket: (calls: Partial<typeof mutamarket>) =>
      Object.assign(mutamarket, calls),
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
