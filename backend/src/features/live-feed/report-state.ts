import type { Clock, Logger } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { FeedHealth } from "./live-feed.ts";
import { writeFeedRow } from "./store/feed-row.ts";

export interface Said {
  readonly state: FeedHealth;
  readonly message: string;
  readonly head: number | null;
}

/** So often it is written that nothing, or nothing but a number, has changed. */
const pauseMs = 20_000;

/** Writes down how following the feed goes, for everybody to read: every other state at once, the rest now and then. Never fails: the feed goes on without. */
export function createReport(deps: {
  database: Database;
  clock: Clock;
  log: Logger;
}): (said: Said) => Promise<void> {
  const { database, clock, log } = deps;
  let last: { state: FeedHealth; at: number } | null = null;
  return async ({ state, message, head }) => {
    const now = clock.now();
    if (last?.state === state && now.getTime() - last.at < pauseMs) return;
    if (last?.state !== state) log.info({ state, message }, "The live feed");
    last = { state, at: now.getTime() };
    try {
      await writeFeedRow(database.prisma, { state, message, head }, now);
    } catch (error) {
      log.warn({ error }, "How the live feed goes could not be written down");
    }
  };
}
