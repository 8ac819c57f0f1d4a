import {
  createDatabase,
  type Database,
} from "../../backend/src/platform/database/index.ts";
import {
  type KillableProcess,
  startKillable,
} from "../support/killable-process.ts";
import { until } from "../support/until.ts";
import type { Replay } from "./open-replay.ts";

/** A site of which there is nothing but the process that follows the feed. */
export interface FeedFollower {
  readonly database: Database;
  /** What its commands are told. */
  readonly env: Record<string, string>;
  readonly process: KillableProcess;
  /** Waits until it has read everything that has been published there so far. */
  catchesUp(): Promise<void>;
}

/** How long it may take to read what has piled up, in real ms. */
const catchUpMs = 180_000;
/** `sequence.json` lags by 51 numbers, and a gap among the last ones is only known for one once it is beyond. */
const lastPosts = 60;

/** Starts it and waits until it follows. What was opened is in `closing`, also when this fails half-way. */
export async function startFollower(
  replay: Replay,
  options: {
    databaseUrl: string;
    /** For its secrets. */
    dataDir: string;
    onLine?: ((line: string) => void) | undefined;
  },
  closing: (() => Promise<unknown>)[],
): Promise<FeedFollower> {
  const { simulator, dataFolder, factor } = replay;
  const env = {
    NODE_ENV: "test",
    LOG_LEVEL: "warn",
    DATABASE_URL: options.databaseUrl,
    KILLREPORT_DATA_DIR: options.dataDir,
    SIMULATOR_PORT: String(simulator.port),
    SIMULATOR_DATA: dataFolder,
    SIMULATOR_REPLAY: String(factor),
  };
  const database = createDatabase(options.databaseUrl, { poolSize: 2 });
  closing.push(() => database.close());
  const process = startKillable(new URL("feed-process.ts", import.meta.url), {
    env,
    onLine: options.onLine,
  });
  closing.push(() => process.stop());
  await process.ready();
  await until(
    "the feed is followed",
    async () => (await positionOf(database)) > 0,
    60_000,
  );
  return {
    database,
    env,
    process,
    async catchesUp() {
      const newest = simulator.feed.state().newest;
      if (newest === undefined) return;
      for (let post = 0; post < lastPosts; post++)
        simulator.publishKillmail(newest.killmailId);
      await until(
        `the feed is read up to ${newest.sequence}, and nothing waits to be repaired`,
        async () =>
          (await positionOf(database)) >= newest.sequence &&
          !(await hasWork(database)),
        catchUpMs,
      );
    },
  };
}

/** The last entry that was taken in; 0 before the first. */
async function positionOf({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ sequence: string }>(
    "SELECT position->>'sequence' AS sequence FROM source_cursors WHERE source = 'live-feed'",
  );
  return Number(rows[0]?.sequence ?? 0);
}

async function hasWork({ pool }: Database): Promise<boolean> {
  const { rows } = await pool.query(
    "SELECT 1 FROM outbox WHERE dead_at IS NULL AND task IN ('repair-public-day', 'fetch-killmail') LIMIT 1",
  );
  return rows.length > 0;
}
