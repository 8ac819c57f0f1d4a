import type { Clock, Logger } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { FeedHealth } from "./live-feed.ts";
import { writeFeedRow } from "./store/feed-row.ts";

export interface Said {
  readonly state: FeedHealth;
  readonly message: string;
  readonly head: number | null;
}

/** Writes down how following the feed goes, for everybody to read. Never fails: the feed goes on without. */
export interface Report {
  /** How reading goes. */
  reading(said: Said): Promise<void>;
  /** Why what was read can not be stored, in a sentence, which stands above how reading goes; null when it can. */
  storing(trouble: string | null): Promise<void>;
}

/** So often it is written that nothing, or nothing but a number, has changed. */
const pauseMs = 20_000;

/** Every other state is written at once, the rest now and then. */
export function createReport(deps: {
  database: Database;
  clock: Clock;
  log: Logger;
}): Report {
  const { database, clock, log } = deps;
  let reading: Said | null = null;
  let trouble: string | null = null;
  let last: { state: FeedHealth; at: number } | null = null;

  async function write(): Promise<void> {
    const said =
      trouble === null
        ? reading
        : { state: "backing-off" as const, message: trouble };
    if (said === null) return;
    const { state, message } = said;
    const now = clock.now();
    if (last?.state === state && now.getTime() - last.at < pauseMs) return;
    if (last?.state !== state) log.info({ state, message }, "The live feed");
    last = { state, at: now.getTime() };
    try {
      const head = reading?.head ?? null;
      await writeFeedRow(database.prisma, { state, message, head }, now);
    } catch (error) {
      log.warn({ error }, "How the live feed goes could not be written down");
    }
  }

  return {
    reading(said) {
      reading = said;
      return write();
    },
    async storing(why) {
      if (why === null && trouble === null) return;
      trouble = why;
      await write();
    },
  };
}
