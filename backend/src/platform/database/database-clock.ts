import type { Clock, Logger } from "../../kernel/index.ts";
import type { Database } from "./create-database.ts";

export interface DatabaseClock extends Clock {
  close(): void;
}

/** What one look at PostgreSQL's clock says: it showed `epochMs` at the monotonic moment `atMs`, give or take `errorMs`. */
interface Reading {
  readonly epochMs: number;
  readonly atMs: number;
  readonly errorMs: number;
}

const readEveryMs = 10_000;
const firstReadings = 5;
/** How fast two good quartzes can drift apart; ten times what is usual. */
const drift = 0.000_5;
/** Worth a line in the log. */
const notableMs = 5_000;

/**
 * PostgreSQL's clock, to within half the time a query takes: the one clock of all processes of a site. With a clock each,
 * minutes apart, one would take ESI's tokens for returned that another has just spent, and work would be due for one and
 * not for the other. Between readings time goes on by this machine's monotonic clock, which nobody sets.
 */
export async function startDatabaseClock(deps: {
  database: Pick<Database, "pool">;
  log: Logger;
  /** Milliseconds since whenever, that never go back. */
  monotonicMs?: () => number;
  /** What this machine takes for the time; only to say that it is wrong. */
  ownMs?: () => number;
  readEveryMs?: number;
}): Promise<DatabaseClock> {
  const { log, monotonicMs = () => performance.now() } = deps;
  const { ownMs = () => Date.now() } = deps;
  const { pool } = deps.database;

  async function read(): Promise<Reading> {
    const sentMs = monotonicMs();
    const { rows } = await pool.query<{ epochMs: number }>(
      `SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS "epochMs"`,
    );
    const atMs = monotonicMs();
    const errorMs = (atMs - sentMs) / 2;
    return { epochMs: (rows[0]?.epochMs ?? NaN) + errorMs, atMs, errorMs };
  }

  let best = await read();
  for (let count = 1; count < firstReadings; count++)
    best = better(best, await read());
  const aheadMs = ownMs() - shown(best, monotonicMs());
  if (Math.abs(aheadMs) > notableMs)
    log.warn(
      { aheadMs: Math.round(aheadMs) },
      "This machine's clock and PostgreSQL's differ; PostgreSQL's is used. Set one of them right",
    );

  const timer = setInterval(() => {
    read().then(
      (reading) => {
        best = better(best, reading);
      },
      // While the database is away nothing is written either; time goes on as it was.
      (error: unknown) => {
        log.debug({ error }, "PostgreSQL's clock could not be read");
      },
    );
  }, deps.readEveryMs ?? readEveryMs).unref();

  return {
    now: () => new Date(shown(best, monotonicMs())),
    close: () => {
      clearInterval(timer);
    },
  };
}

/** The newer one, unless it was a slow one that does not contradict the older: a clock that was set shows in any. */
function better(older: Reading, newer: Reading): Reading {
  const olderErrorMs = older.errorMs + (newer.atMs - older.atMs) * drift;
  const apartMs = Math.abs(shown(older, newer.atMs) - newer.epochMs);
  const wasSet = apartMs > olderErrorMs + newer.errorMs;
  return wasSet || newer.errorMs <= olderErrorMs ? newer : older;
}

function shown({ epochMs, atMs }: Reading, monotonicMs: number): number {
  return epochMs + (monotonicMs - atMs);
}
