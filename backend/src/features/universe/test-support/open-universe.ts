import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, startSimulator } from "@killreport/simulator";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import {
  createMovableClock,
  type MovableClock,
  silentLogger,
} from "../../../kernel/index.ts";
import {
  createEsi,
  createPostgresBudget,
  type Esi,
} from "../../../platform/esi/index.ts";
import { createOutbox, type Outbox } from "../../../platform/queue/index.ts";
import { createStaticDataSite } from "../../../platform/static-data/index.ts";
import { createUniverse, type Universe, universeListeners } from "../index.ts";

/** A universe on a database of its own, with a simulator in EVE's place. */
export interface UniverseSite {
  readonly test: TestDatabase;
  readonly simulator: Simulator;
  readonly clock: MovableClock;
  readonly esi: Esi;
  readonly outbox: Outbox;
  readonly universe: Universe;
  /** Where downloads lie. */
  readonly dataDir: string;
  /** The same site as another process has it. */
  openAnother(): Universe;
  close(): Promise<void>;
}

export async function openUniverse(
  options: { dataFolder?: string | undefined } = {},
): Promise<UniverseSite> {
  const clock = createMovableClock();
  const test = await createTestDatabase();
  const simulator = await startSimulator({
    port: 0,
    clock,
    liveKillsEveryMs: 0,
    ...options,
  });
  const { database } = test;
  const outbox = createOutbox({ clock, listeners: universeListeners });
  const userAgent = "KillReport tests (pilot@example.org)";
  const esi = createEsi({
    baseUrl: simulator.services.esi,
    userAgent,
    applicationId: "test",
    clock,
    budget: createPostgresBudget({ database }),
    log: silentLogger,
  });
  const dataDir = await mkdtemp(join(tmpdir(), "killreport-universe-"));
  const open = () =>
    createUniverse({
      database,
      clock,
      outbox,
      esi,
      dataDir,
      staticData: (baseUrl = simulator.services.staticData) =>
        createStaticDataSite({
          baseUrl,
          userAgent,
          fetch,
          pause: () => Promise.resolve(),
        }),
    });
  return {
    test,
    simulator,
    clock,
    esi,
    outbox,
    dataDir,
    universe: open(),
    openAnother: open,
    async close() {
      await simulator.stop();
      await test.drop();
      await rm(dataDir, { recursive: true });
    },
  };
}
