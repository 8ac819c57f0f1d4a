import type { Clock, Logger } from "../../../kernel/index.ts";
import { holdConnection } from "../../database/hold-connection.ts";

export interface WorkerProcess {
  /** What this process signs its claims with; waits while the database is away. */
  number(): Promise<number>;
  close(): Promise<void>;
}

/** Class of the advisory locks whose second half is a process number. */
const lockClass = 19_282;

/** SQL condition: the process of this number holds its lock, so it lives. */
export function isAliveSql(number: string): string {
  return `EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = ${lockClass} AND objsubid = 2 AND granted
    AND objid::bigint = ${number} AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;
}

/**
 * Signs this process in. It lives while its session holds the advisory lock of its number; PostgreSQL itself notices when
 * it does not. After a broken connection it goes on under a new number: its claims under the old one are free for anybody,
 * so what was in flight may be done twice, which every handler must bear.
 */
export function startWorkerProcess(deps: {
  url: string;
  name: string;
  tasks: readonly string[];
  clock: Clock;
  log: Logger;
}): WorkerProcess {
  const { name, tasks, clock, log } = deps;
  let current = Promise.withResolvers<number>();
  let leave: (() => Promise<void>) | null = null;

  const connection = holdConnection({
    url: deps.url,
    log,
    async onConnected(client) {
      const { rows } = await client.query<{ number: number }>(
        "SELECT nextval('worker_process_numbers')::int AS number",
      );
      const number = rows[0]?.number ?? 0;
      // Locked before it is written down: whoever reads the row finds it alive.
      await client.query("SELECT pg_advisory_lock($1, $2)", [
        lockClass,
        number,
      ]);
      await client.query(
        `INSERT INTO worker_processes (number, name, tasks, started_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (number) DO UPDATE SET name = excluded.name, tasks = excluded.tasks, started_at = excluded.started_at`,
        [number, name, tasks, clock.now()],
      );
      log.info({ process: name, number }, "Signed in as a worker process");
      leave = async () => {
        await client.query("DELETE FROM worker_processes WHERE number = $1", [
          number,
        ]);
      };
      current.resolve(number);
    },
    onLost() {
      // Never signed in: who waits for the number goes on waiting for the same promise.
      if (leave === null) return;
      leave = null;
      current = Promise.withResolvers<number>();
    },
  });

  return {
    number: () => current.promise,
    async close() {
      // A process that can not say goodbye is found dead by the sweeper.
      await leave?.().catch(() => undefined);
      await connection.close();
    },
  };
}
