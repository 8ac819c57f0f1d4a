import {
  createMovableClock,
  silentLogger,
  type TaskImplementation,
} from "../../../kernel/index.ts";
import { createDatabase } from "../../database/index.ts";
import { createOutbox } from "../orders/outbox.ts";
import type { QueueDriver } from "../drivers/queue-driver.ts";
import { startConsumer } from "../start-consumer.ts";
import { startRelay } from "../start-relay.ts";
import { startSweeper } from "../start-sweeper.ts";
import { startWorkerProcess } from "../processes/worker-process.ts";
import type { QueueBench } from "./queue-bench.ts";

export interface OutboxRow {
  id: string;
  task: string;
  payload: unknown;
  priority: number;
  key: string | null;
  attempt: number;
  due_at: Date;
  relayed_at: Date | null;
  claimed_by: number | null;
  dead_at: Date | null;
  last_error: string | null;
}

export type TaskSite = ReturnType<typeof openTaskSite>;

/** Outbox, relay, consumer and sweeper on one queue, with a clock the test moves; nothing runs by itself but what is poked. */
export function openTaskSite(
  bench: QueueBench,
  options: { databaseUrl?: string } = {},
) {
  const database = createDatabase(options.databaseUrl ?? bench.databaseUrl);
  const driver = bench.open();
  const clock = createMovableClock();
  const outbox = createOutbox({ clock, listeners: [] });
  const shared = { database, driver, outbox, clock, log: silentLogger };
  const relay = startRelay(shared);
  const closing: (() => Promise<void>)[] = [];

  return {
    ...shared,
    relay,
    /** Signs in a process and has it work on these tasks. */
    async work(
      implementations: readonly TaskImplementation[],
      options: {
        concurrency?: number;
        driver?: QueueDriver;
        processUrl?: string;
      } = {},
    ) {
      const process = startWorkerProcess({
        url: options.processUrl ?? bench.databaseUrl,
        name: "test",
        tasks: implementations.map(({ contract }) => contract.name),
        clock,
        log: silentLogger,
      });
      const consumer = await startConsumer(
        {
          ...shared,
          driver: options.driver ?? driver,
          process,
          random: () => 0,
        },
        implementations.map((implementation) => ({
          implementation,
          concurrency: options.concurrency ?? 5,
        })),
      );
      closing.push(
        () => consumer.close(),
        () => process.close(),
      );
      return process;
    },
    sweeper(
      tasks: readonly string[],
      options: { intervalMs?: number; lostAfterMs?: number } = {},
    ) {
      const sweeper = startSweeper({
        ...shared,
        tasks,
        intervalMs: 60_000,
        lostAfterMs: 50,
        ...options,
      });
      closing.push(() => sweeper.close());
      return sweeper;
    },
    async rows(): Promise<OutboxRow[]> {
      const { rows } = await database.pool.query<OutboxRow>(
        "SELECT id::text, task, payload, priority, key, attempt, due_at, relayed_at, claimed_by, dead_at, last_error FROM outbox ORDER BY id",
      );
      return rows;
    },
    async close() {
      for (const close of closing) await close();
      await relay.close();
      await driver.close();
      await database.close();
    },
  };
}
