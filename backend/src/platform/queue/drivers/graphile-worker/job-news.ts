import { EventEmitter } from "node:events";
import type pg from "pg";
import type { Logger } from "../../../../kernel/index.ts";
import { holdConnection } from "../../../database/hold-connection.ts";

const channel = "killreport:jobs";
/** As if so many jobs had come: nobody told of those that came while no one listened. */
const anyNumber = 100;

/** Which tasks have jobs: told by whoever adds them to the processes that work on them, and looked up now and then. */
export interface JobNews {
  /** The pool as a pool of workers for one task uses it: the connection on which it listens tells of that task's jobs only. */
  poolFor(task: string, pool: pg.Pool): pg.Pool;
  close(): Promise<void>;
}

/**
 * graphile-worker tells every pool of workers of every job. With a pool for each of some twenty tasks in one process a
 * killmail made hundreds of them look for jobs that were not theirs, and whoever waited for that killmail waited for them.
 */
export function createJobNews(options: {
  url: string;
  /** For looking whether there are jobs nobody was told of: whoever added them may have been killed in between. */
  pool: pg.Pool;
  lookEveryMs: number;
  log: Logger;
}): JobNews {
  const { url, pool, lookEveryMs, log } = options;
  const listeners = new Map<string, Set<EventEmitter>>();

  function tell(task: string, count: number): void {
    const message = {
      channel: "jobs:insert",
      payload: JSON.stringify({ count }),
    };
    for (const listener of listeners.get(task) ?? [])
      listener.emit("notification", message);
  }

  const held = holdConnection({
    url,
    log,
    async onConnected(client) {
      client.on("notification", ({ payload = "" }) => {
        for (const [task, count] of readCounts(payload)) tell(task, count);
      });
      await client.query(`LISTEN "${channel}"`);
      for (const task of listeners.keys()) tell(task, anyNumber);
    },
  });

  let looking: Promise<void> | null = null;
  const looks = setInterval(() => {
    looking ??= look().finally(() => (looking = null));
  }, lookEveryMs);

  async function look(): Promise<void> {
    try {
      for (const [task, count] of await countReadyJobs(pool, [
        ...listeners.keys(),
      ]))
        tell(task, count);
    } catch (error) {
      log.warn({ error }, "Could not look for jobs, trying again");
    }
  }

  /** What graphile-worker takes for the connection on which it listens. */
  function listenerFor(task: string): EventEmitter {
    const listener = Object.assign(new EventEmitter(), {
      query: () => Promise.resolve(),
    });
    const ofTask = listeners.get(task) ?? new Set();
    listeners.set(task, ofTask.add(listener));
    return listener;
  }

  return {
    poolFor(task, pool) {
      type Done = (error: undefined, client: unknown, end: () => void) => void;
      const connect = (done?: Done) => {
        if (done === undefined) return pool.connect();
        const listener = listenerFor(task);
        done(undefined, listener, () => listeners.get(task)?.delete(listener));
        return undefined;
      };
      return new Proxy(pool, {
        get: (target, name) =>
          name === "connect"
            ? connect
            : (Reflect.get(target, name, target) as unknown),
      });
    },
    async close() {
      clearInterval(looks);
      await looking;
      await held.close();
    },
  };
}

/** Tells every process of the jobs that were added; what is not told is found some seconds later, when they look. */
export async function tellOfJobs(
  pool: pg.Pool,
  tasks: readonly string[],
): Promise<void> {
  const counts: Record<string, number> = {};
  for (const task of tasks) counts[task] = (counts[task] ?? 0) + 1;
  await pool.query("SELECT pg_notify($1, $2)", [
    channel,
    JSON.stringify(counts),
  ]);
}

function readCounts(payload: string): [task: string, count: number][] {
  return Object.entries(JSON.parse(payload) as Record<string, number>);
}

/** How many jobs wait for a worker, of each task that has any; by the database's clock, as graphile-worker itself does. */
export async function countReadyJobs(
  pool: pg.Pool,
  tasks: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ task: string; count: number }>(
    `SELECT task_identifier AS task, count(*)::int AS count FROM graphile_worker.jobs
      WHERE task_identifier = ANY($1::text[]) AND locked_at IS NULL AND attempts < max_attempts AND run_at <= now()
      GROUP BY 1`,
    [tasks],
  );
  return new Map(rows.map(({ task, count }) => [task, count]));
}
