import type { Database } from "../../database/index.ts";

/** What the outbox holds of a task. */
export interface Backlog {
  readonly task: string;
  /** Waiting for its time: not due yet. */
  readonly later: number;
  /** Due, and not handed to the queue yet. */
  readonly due: number;
  /** With the queue. */
  readonly relayed: number;
  /** Worked on by somebody. */
  readonly claimed: number;
  /** Since when the longest waiting of those that are due and not worked on could have been done; null when none is. */
  readonly dueSince: Date | null;
  /** Dead letters. */
  readonly dead: number;
}

/** Of the tasks that have any orders. */
export async function readBacklog(
  pool: Database["pool"],
  now: Date,
): Promise<Backlog[]> {
  const { rows } = await pool.query<Backlog>(
    `SELECT task,
            count(*) FILTER (WHERE dead_at IS NULL AND claimed_by IS NULL AND relayed_at IS NULL AND due_at > $1)::int AS later,
            count(*) FILTER (WHERE dead_at IS NULL AND claimed_by IS NULL AND relayed_at IS NULL AND due_at <= $1)::int AS due,
            count(*) FILTER (WHERE dead_at IS NULL AND claimed_by IS NULL AND relayed_at IS NOT NULL)::int AS relayed,
            count(*) FILTER (WHERE dead_at IS NULL AND claimed_by IS NOT NULL)::int AS claimed,
            min(due_at) FILTER (WHERE dead_at IS NULL AND claimed_by IS NULL AND due_at <= $1) AS "dueSince",
            count(*) FILTER (WHERE dead_at IS NOT NULL)::int AS dead
       FROM outbox GROUP BY task`,
    [now],
  );
  return rows;
}
