import type { Database } from "../../database/index.ts";
import type { QueueMessage } from "../drivers/queue-driver.ts";
import type { Settlement } from "./settlement.ts";

export interface ClaimedOrder {
  readonly id: string;
  readonly version: number;
  readonly payload: unknown;
  readonly priority: number;
  /** 1 for the first. */
  readonly attempt: number;
  /** Number of the process that holds it. */
  readonly claimedBy: number;
}

type Pool = Database["pool"];

/** Takes the order for this process, or null when there is nothing to do: done already, taken, dead, or waiting for its time. */
export async function claimOrder(
  pool: Pool,
  { id, task }: Pick<QueueMessage, "id" | "task">,
  processNumber: number,
  now: Date,
): Promise<ClaimedOrder | null> {
  // The task is compared, since a queue may hold messages of a database that was there before this one.
  // What was relayed was due by the clock of who relayed it; a clock some milliseconds behind must not drop the message.
  const { rows } = await pool.query<ClaimedOrder>(
    `UPDATE outbox SET claimed_by = $2, attempt = attempt + 1
      WHERE id = $1 AND task = $4 AND claimed_by IS NULL AND dead_at IS NULL
        AND (relayed_at IS NOT NULL OR due_at <= $3)
      RETURNING id::text, version, payload, priority, attempt, claimed_by AS "claimedBy"`,
    [id, processNumber, now, task],
  );
  return rows[0] ?? null;
}

/**
 * The work is done. `isOurs` is false when the order was so no longer: this process was taken for dead meanwhile, and somebody does
 * it again. While nobody has begun with that, it is not needed; with a key it is, since a new order may have been merged in.
 */
export async function completeOrder(
  pool: Pool,
  order: ClaimedOrder,
): Promise<{
  isOurs: boolean;
  /** Another order of the key has waited for the end of this one. */
  isNextWaiting: boolean;
}> {
  const { rows } = await pool.query<{ isNextWaiting: boolean }>(
    `DELETE FROM outbox o WHERE id = $1 AND dead_at IS NULL
        AND (claimed_by = $2 OR (claimed_by IS NULL AND key IS NULL))
      RETURNING EXISTS (SELECT 1 FROM outbox w
        WHERE w.task = o.task AND w.key = o.key AND w.claimed_by IS NULL AND w.dead_at IS NULL) AS "isNextWaiting"`,
    [order.id, order.claimedBy],
  );
  const [done] = rows;
  return {
    isOurs: done !== undefined,
    isNextWaiting: done?.isNextWaiting ?? false,
  };
}

export async function settleOrder(
  pool: Pool,
  order: ClaimedOrder,
  settlement: Settlement,
  now: Date,
): Promise<void> {
  if (settlement.kind === "again") {
    await putBack(pool, order, settlement);
    return;
  }
  await pool.query(
    `UPDATE outbox SET dead_at = $3, last_error = $4, claimed_by = NULL, relayed_at = NULL
      WHERE id = $1 AND claimed_by = $2`,
    [order.id, order.claimedBy, now, settlement.reason],
  );
}

/**
 * Back among the waiting. When an order with the same key was added meanwhile, the two become one: the one going back is
 * deleted and its urgency and payload are merged into the other, as `writeOrders` would.
 */
export async function putBack(
  pool: Pool,
  claim: Pick<ClaimedOrder, "id" | "claimedBy">,
  changes: { dueAt?: Date; attempt?: number; reason?: string },
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await pool.query(putBackSql, [
        claim.id,
        claim.claimedBy,
        changes.dueAt ?? null,
        changes.attempt ?? null,
        changes.reason ?? null,
      ]);
      return;
    } catch (error) {
      // unique_violation: the other one was added while this ran. Now it is there to be merged with.
      if ((error as { code?: unknown }).code !== "23505" || tries === 5)
        throw error;
    }
  }
}

const putBackSql = `
  WITH mine AS (
    SELECT id, task, key, version, payload, priority, coalesce($3::timestamptz, due_at) AS due_at
      FROM outbox WHERE id = $1 AND claimed_by = $2 FOR UPDATE
  ), other AS (
    UPDATE outbox o SET
      priority = least(o.priority, mine.priority),
      due_at = least(o.due_at, mine.due_at),
      relayed_at = CASE WHEN mine.priority >= o.priority THEN o.relayed_at END,
      payload = CASE WHEN o.version = mine.version
                      AND jsonb_typeof(o.payload) = 'object' AND jsonb_typeof(mine.payload) = 'object'
                     THEN mine.payload || o.payload ELSE o.payload END
      FROM mine WHERE o.task = mine.task AND o.key = mine.key AND o.claimed_by IS NULL AND o.dead_at IS NULL
    RETURNING o.id
  ), gone AS (
    DELETE FROM outbox WHERE id IN (SELECT id FROM mine) AND EXISTS (SELECT 1 FROM other)
  )
  UPDATE outbox SET claimed_by = NULL, relayed_at = NULL, due_at = mine.due_at,
         attempt = coalesce($4::smallint, attempt), last_error = coalesce($5, last_error)
    FROM mine WHERE outbox.id = mine.id AND NOT EXISTS (SELECT 1 FROM other)`;
