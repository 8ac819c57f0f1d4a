import { type Clock, type Logger, priorityOfRank } from "../../kernel/index.ts";
import type { Database } from "../database/index.ts";
import type { Outbox } from "./orders/outbox.ts";
import type { QueueDriver } from "./drivers/queue-driver.ts";

export interface Relay {
  /** Hands on everything that is due; resolves when done or given up for now. */
  run(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Hands orders that are due to the queue whenever the outbox is poked: what this process has just written. The scheduler
 * also runs its own every second, for what became due and what was left behind.
 */
export function startRelay(deps: {
  database: Database;
  driver: QueueDriver;
  outbox: Outbox;
  clock: Clock;
  log: Logger;
  retryMs?: number;
  batchSize?: number;
}): Relay {
  const { database, driver, clock, log } = deps;
  const { retryMs = 1_000, batchSize = 500 } = deps;
  let isWanted = false;
  let isClosed = false;
  let running: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;

  const run = (): Promise<void> => {
    isWanted = true;
    // Pokes during a run make one more run, however many they are.
    running ??= drain().finally(() => {
      running = null;
    });
    return running;
  };

  async function drain(): Promise<void> {
    // A handler's burst of pokes ends before the first query is sent.
    await new Promise(setImmediate);
    clearTimeout(retry);
    try {
      while (isWanted && !isClosed) {
        // A full batch: there may be more.
        isWanted = false;
        if ((await relayBatch()) === batchSize) isWanted = true;
      }
    } catch (error) {
      log.warn({ error }, "Could not hand tasks to the queue, trying again");
      if (!isClosed) retry = setTimeout(() => void run(), retryMs).unref();
    }
  }

  /**
   * An order whose key is just being worked on stays here: it would do the same work at the same time, or wait for the
   * other in a slot. None can slip through: it was written after the other had been claimed, or it is the one.
   *
   * The rows stay locked until the queue has confirmed them. A crash before the commit leaves them waiting although they
   * are in the queue: a duplicate, which finds nothing to claim. The other order would lose them. Consumers that are
   * faster than the commit wait for it on the row's lock.
   */
  async function relayBatch(): Promise<number> {
    const client = await database.pool.connect();
    let failure: Error | undefined;
    try {
      await client.query("BEGIN");
      const { rows } = await client.query<{
        id: string;
        task: string;
        version: number;
        priority: number;
      }>(
        `UPDATE outbox SET relayed_at = $1 WHERE id IN (
           SELECT o.id FROM outbox o
            WHERE o.relayed_at IS NULL AND o.dead_at IS NULL AND o.claimed_by IS NULL AND o.due_at <= $1
              AND NOT EXISTS (SELECT 1 FROM outbox w WHERE w.claimed_by IS NOT NULL AND w.task = o.task AND w.key = o.key)
            ORDER BY o.priority, o.due_at, o.id LIMIT $2 FOR UPDATE OF o SKIP LOCKED)
         RETURNING id::text, task, version, priority`,
        [clock.now(), batchSize],
      );
      if (rows.length > 0)
        await driver.publish(
          rows
            .toSorted((a, b) => a.priority - b.priority)
            .map((row) => ({ ...row, priority: priorityOfRank(row.priority) })),
        );
      await client.query("COMMIT");
      return rows.length;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      // A connection that failed is not given back to others: closing it rolls back.
      client.release(failure);
    }
  }

  const leave = deps.outbox.onPoke(() => void run());
  return {
    run,
    async close() {
      isClosed = true;
      leave();
      clearTimeout(retry);
      await running;
    },
  };
}
