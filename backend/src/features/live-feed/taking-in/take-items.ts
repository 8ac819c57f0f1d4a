import { type Logger, waitUntil } from "../../../kernel/index.ts";
import { type Database, whyNotNow } from "../../../platform/database/index.ts";
import type { FeedPlace } from "../feed-place.ts";
import type { FeedItem } from "../reading/feed-item.ts";
import type { Report } from "../report-state.ts";
import { lesserBatches } from "./lesser-batches.ts";
import { type Batch, planBatch } from "./plan-batch.ts";
import { takeIn, type TakeInDeps } from "./take-in.ts";

export interface TakeItemsDeps extends TakeInDeps {
  readonly database: Database;
  readonly log: Logger;
  readonly report: Pick<Report, "storing">;
}

export interface TakenIn {
  readonly place: FeedPlace;
  /** How many mails were stored that had not been here. */
  readonly stored: number;
  /** Entries that were read again. */
  readonly settled: readonly number[];
  /** What is to be read again is not what it was. */
  readonly hasRevisits: boolean;
}

/** So often an item is tried before less of it is. */
const triesEach = 3;
const pauseMs = 1_000;
const longestPauseMs = 15_000;

/**
 * Takes in what was read behind `place`. The feed never goes on past something that is not in, or that nothing will bring
 * in later: while the database is away, or can not write, that is waited for, until the signal is aborted (null then). An
 * item the database refuses must not stop the feed for ever either: it is tried alone, then less of it.
 */
export async function takeItems(
  deps: TakeItemsDeps,
  items: readonly FeedItem[],
  place: FeedPlace,
  signal: AbortSignal,
): Promise<TakenIn | null> {
  const { clock, log, report } = deps;
  let failures = 0;
  for (let waits = 0; !signal.aborted; waits++) {
    const batches = batchesOf(items, place, clock.now());
    try {
      const at = Math.floor(failures / triesEach);
      const batch = batches[Math.min(at, batches.length - 1)] ?? batches[0];
      const { stored } = await takeIn(deps, batch);
      await report.storing(null);
      const { settled, revisits } = batch;
      const hasRevisits = settled.length + revisits.length > 0;
      return { place: batch.place, stored, settled, hasRevisits };
    } catch (error) {
      log.error({ error, items: items.length }, "Could not take in the feed");
      const notNow = await whyWait(deps.database, error);
      if (notNow === null && items.length > 1)
        return oneByOne(deps, items, place, signal);
      failures = notNow === null ? failures + 1 : 0;
      const isStuck = failures >= batches.length * triesEach;
      if (notNow !== null)
        await report.storing(`${notNow}. The feed goes on by itself then.`);
      else if (isStuck)
        await report.storing(
          "What the feed brought can not be stored, and is tried again: the log of worker:live-feed says why.",
        );
      const isWaiting = notNow !== null || isStuck;
      const waitMs = isWaiting ? pauseAfter(waits) : pauseMs;
      await waitUntil(clock, new Date(clock.now().getTime() + waitMs), signal);
    }
  }
  return null;
}

function pauseAfter(waits: number): number {
  return Math.min(longestPauseMs, pauseMs * 2 ** waits);
}

/** What the items come to, and, of one alone, less and less of it. */
function batchesOf(
  items: readonly FeedItem[],
  place: FeedPlace,
  now: Date,
): readonly [Batch, ...Batch[]] {
  const whole = planBatch(items, place, now);
  const [item, ...others] = items;
  return item === undefined || others.length > 0
    ? [whole]
    : [whole, ...lesserBatches(item, whole, now)];
}

async function oneByOne(
  deps: TakeItemsDeps,
  items: readonly FeedItem[],
  place: FeedPlace,
  signal: AbortSignal,
): Promise<TakenIn | null> {
  const settled: number[] = [];
  const sum = { place, stored: 0, settled, hasRevisits: false };
  for (const item of items) {
    const taken = await takeItems(deps, [item], sum.place, signal);
    if (taken === null) return null;
    sum.place = taken.place;
    sum.stored += taken.stored;
    sum.hasRevisits ||= taken.hasRevisits;
    settled.push(...taken.settled);
  }
  return sum;
}

/** Why nothing can be stored now, whatever it is; null when it is the fault of what was to be. */
async function whyWait(
  { pool }: Database,
  error: unknown,
): Promise<string | null> {
  const notNow = whyNotNow(error);
  if (notNow !== null) return notNow;
  try {
    await pool.query("SELECT 1");
    return null;
  } catch (gone) {
    return whyNotNow(gone) ?? "The database gives no answer";
  }
}
