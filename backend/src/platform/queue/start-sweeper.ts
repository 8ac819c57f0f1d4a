import type { Logger } from "../../kernel/index.ts";
import type { Database } from "../database/index.ts";
import { putBack } from "./orders/claims.ts";
import type { Outbox } from "./orders/outbox.ts";
import type { QueueDriver } from "./drivers/queue-driver.ts";
import { isAliveSql } from "./processes/worker-process.ts";

export interface Sweeper {
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** A missing order looked for at a time; the rest follows when these are done. */
const lostAtATime = 1_000;

/**
 * Repairs what crashes leave behind: claims of processes that died go back at once; orders that were handed to a queue
 * which does not have them any more are handed on again. One process does it; two at a time do no harm.
 */
export function startSweeper(deps: {
  database: Database;
  driver: QueueDriver;
  outbox: Outbox;
  /** Names of all tasks. */
  tasks: readonly string[];
  log: Logger;
  intervalMs?: number;
  /** How long a task's queue must have been empty with the order still unclaimed. */
  lostAfterMs?: number;
}): Sweeper {
  const { driver, log, tasks } = deps;
  const { intervalMs = 2_000, lostAfterMs = 15_000 } = deps;
  const { pool } = deps.database;
  /**
   * Order id -> when it was first seen relayed, unclaimed and its queue empty. Measured on this process's own monotonic
   * clock: the application's clock may be moved, and those of other hosts differ.
   */
  const missingSince = new Map<string, number>();
  let running: Promise<void> | null = null;

  const sweep = (): Promise<void> => {
    running ??= sweepOnce()
      .catch((error: unknown) => {
        log.warn({ error }, "Could not sweep, trying again");
      })
      .finally(() => {
        running = null;
      });
    return running;
  };

  async function sweepOnce(): Promise<void> {
    const freed = await freeDeadClaims();
    const reissued = await reissueLost();
    if (freed + reissued === 0) return;
    log.info({ freed, reissued }, "Put tasks back that had been left behind");
    deps.outbox.poke();
  }

  async function freeDeadClaims(): Promise<number> {
    const { rows } = await pool.query<{ id: string; claimedBy: number }>(
      `SELECT id::text, claimed_by AS "claimedBy" FROM outbox
        WHERE claimed_by IS NOT NULL AND NOT ${isAliveSql("claimed_by")} LIMIT ${lostAtATime}`,
    );
    for (const claim of rows) await putBack(pool, claim, {});
    await pool.query(
      `DELETE FROM worker_processes WHERE NOT ${isAliveSql("number")}`,
    );
    return rows.length;
  }

  async function reissueLost(): Promise<number> {
    const now = performance.now();
    const candidates = await findMissing();
    for (const id of missingSince.keys())
      if (!candidates.has(id)) missingSince.delete(id);
    const lost: string[] = [];
    for (const id of candidates) {
      const since = missingSince.get(id) ?? now;
      missingSince.set(id, since);
      if (now - since >= lostAfterMs) lost.push(id);
    }
    if (lost.length === 0) return 0;
    const { rowCount } = await pool.query(
      `UPDATE outbox SET relayed_at = NULL
        WHERE id = ANY($1::bigint[]) AND claimed_by IS NULL AND relayed_at IS NOT NULL AND dead_at IS NULL`,
      [lost],
    );
    for (const id of lost) missingSince.delete(id);
    return rowCount ?? 0;
  }

  /** Orders a queue should have but does not. While it has any message of the task they may be among them: a backlog is never doubled. */
  async function findMissing(): Promise<Set<string>> {
    const { rows: waiting } = await pool.query<{ task: string }>(
      `SELECT task FROM unnest($1::text[]) AS t(task) WHERE EXISTS (
         SELECT 1 FROM outbox o WHERE o.task = t.task AND ${relayedAndUnclaimed})`,
      [tasks],
    );
    if (waiting.length === 0) return new Set();
    const counts = await driver.counts(waiting.map(({ task }) => task));
    const empty = counts
      .filter(({ messageCount }) => messageCount === 0)
      .map(({ queueName }) => queueName);
    const { rows } = await pool.query<{ id: string }>(
      `SELECT id::text FROM outbox o WHERE o.task = ANY($1::text[]) AND ${relayedAndUnclaimed}
        ORDER BY id LIMIT ${lostAtATime}`,
      [empty],
    );
    return new Set(rows.map(({ id }) => id));
  }

  const timer = setInterval(() => void sweep(), intervalMs);

  return {
    sweep,
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

const relayedAndUnclaimed =
  "o.relayed_at IS NOT NULL AND o.dead_at IS NULL AND o.claimed_by IS NULL";
