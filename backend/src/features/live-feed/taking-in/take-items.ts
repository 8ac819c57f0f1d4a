import { type Logger, waitUntil } from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { FeedPlace } from "../feed-place.ts";
import type { FeedItem } from "../reading/feed-item.ts";
import { type Batch, planBatch } from "./plan-batch.ts";
import { takeIn, type TakeInDeps } from "./take-in.ts";

export interface TakeItemsDeps extends TakeInDeps {
  readonly database: Database;
  readonly log: Logger;
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

/**
 * Takes in what was read behind `place`. The feed never goes on past something that is not in: while the database is away
 * that is waited for, until the signal is aborted (null then). An item the database refuses must not stop the feed for
 * ever either: it is tried alone, then without its body, which ESI has, and then its fate is noted.
 */
export async function takeItems(
  deps: TakeItemsDeps,
  items: readonly FeedItem[],
  place: FeedPlace,
  signal: AbortSignal,
): Promise<TakenIn | null> {
  const { clock, log } = deps;
  const plans = plansFor(items);
  for (let tries = 1; !signal.aborted; tries++) {
    try {
      const plan = plans[Math.floor((tries - 1) / triesEach)] ?? plans.at(-1);
      const batch = planBatch(items, place, clock.now());
      const planned = plan?.(batch) ?? batch;
      const { stored } = await takeIn(deps, planned);
      const { settled, revisits } = planned;
      const hasRevisits = settled.length + revisits.length > 0;
      return { place: planned.place, stored, settled, hasRevisits };
    } catch (error) {
      log.error({ error, items: items.length }, "Could not take in the feed");
      if (!(await isThere(deps.database))) tries = 0;
      else if (items.length > 1) return oneByOne(deps, items, place, signal);
      await waitUntil(clock, new Date(clock.now().getTime() + pauseMs), signal);
    }
  }
  return null;
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

/** A batch as it is, then with less and less of the item in it. */
function plansFor(items: readonly FeedItem[]): ((batch: Batch) => Batch)[] {
  const failed = (batch: Batch, reason: string): Batch => ({
    ...batch,
    oddities: [
      ...batch.oddities,
      ...batch.told.map(({ sequence, shown }) => ({
        sequence,
        kind: "failed" as const,
        killmailId: shown.killmailId,
        reason,
      })),
    ],
  });
  const plans: ((batch: Batch) => Batch)[] = [
    (batch) => batch,
    (batch) => ({
      ...failed(batch, "It could not be stored. ESI is asked for the mail."),
      told: batch.told.map(({ sequence, shown }) => ({
        sequence,
        shown: { ...shown, body: null },
        figures: null,
      })),
    }),
    (batch) => ({ ...failed(batch, "It could not be stored."), told: [] }),
  ];
  // What brings no mail has nothing to leave out.
  return plans.slice(0, items.some(({ kind }) => kind !== "passed") ? 3 : 1);
}

async function isThere({ pool }: Database): Promise<boolean> {
  try {
    await pool.query("SELECT 1");
    return true;
  } catch {
    return false;
  }
}
