import type { Clock } from "../../../kernel/index.ts";
import type { Database } from "../../database/index.ts";

export interface DeadLetter {
  readonly id: string;
  readonly task: string;
  readonly version: number;
  readonly attempt: number;
  readonly createdAt: Date;
  readonly deadAt: Date;
  readonly lastError: string;
  /** Ids and flags; never a token. */
  readonly payload: unknown;
}

/** Place in the list: the last one of the page before. */
export interface DeadLetterKey {
  readonly deadAt: Date;
  readonly id: string;
}

export interface DeadLetters {
  /** Newest first. */
  list(options: {
    task?: string;
    limit: number;
    after?: DeadLetterKey;
  }): Promise<DeadLetter[]>;
  inspect(id: string): Promise<DeadLetter | null>;
  /** Gives them all their attempts again and returns how many there were; one whose key waits already is merged by deleting it. */
  replay(selection: { id: string } | { task: string }): Promise<number>;
  drop(id: string): Promise<boolean>;
}

const columns = `id::text, task, version, attempt, created_at AS "createdAt", dead_at AS "deadAt", last_error AS "lastError", payload`;

/** Orders that failed for good, kept until somebody decides. */
export function createDeadLetters(deps: {
  database: Database;
  clock: Clock;
}): DeadLetters {
  const { clock } = deps;
  const { pool } = deps.database;
  return {
    async list({ task, limit, after }) {
      const { rows } = await pool.query<DeadLetter>(
        `SELECT ${columns} FROM outbox WHERE dead_at IS NOT NULL AND ($1::text IS NULL OR task = $1)
            AND ($3::timestamptz IS NULL OR (dead_at, id) < ($3, $4::bigint))
          ORDER BY dead_at DESC, id DESC LIMIT $2`,
        [task ?? null, limit, after?.deadAt ?? null, after?.id ?? null],
      );
      return rows;
    },
    async inspect(id) {
      const { rows } = await pool.query<DeadLetter>(
        `SELECT ${columns} FROM outbox WHERE id = $1 AND dead_at IS NOT NULL`,
        [id],
      );
      return rows[0] ?? null;
    },
    async replay(selection) {
      const [column, value] =
        "id" in selection ? ["id", selection.id] : ["task", selection.task];
      // One row of each key: the newest goes back, and only where none waits already.
      const { rows } = await pool.query<{ count: number }>(
        `WITH chosen AS (
           SELECT id, task, key, row_number() OVER (PARTITION BY task, key, CASE WHEN key IS NULL THEN id END ORDER BY id DESC) AS place
             FROM outbox WHERE ${column} = $1 AND dead_at IS NOT NULL
         ), redundant AS (
           DELETE FROM outbox o USING chosen c WHERE o.id = c.id AND (c.place > 1 OR EXISTS (
             SELECT 1 FROM outbox w WHERE w.task = c.task AND w.key = c.key AND w.claimed_by IS NULL AND w.dead_at IS NULL))
           RETURNING o.id
         ), revived AS (
           UPDATE outbox o SET dead_at = NULL, attempt = 0, relayed_at = NULL, due_at = $2
             FROM chosen c WHERE o.id = c.id AND c.place = 1 AND NOT EXISTS (
               SELECT 1 FROM outbox w WHERE w.task = c.task AND w.key = c.key AND w.claimed_by IS NULL AND w.dead_at IS NULL)
           RETURNING o.id
         )
         SELECT ((SELECT count(*) FROM redundant) + (SELECT count(*) FROM revived))::int AS count`,
        [value, clock.now()],
      );
      return rows[0]?.count ?? 0;
    },
    async drop(id) {
      const { rowCount } = await pool.query(
        "DELETE FROM outbox WHERE id = $1 AND dead_at IS NOT NULL",
        [id],
      );
      return rowCount === 1;
    },
  };
}
