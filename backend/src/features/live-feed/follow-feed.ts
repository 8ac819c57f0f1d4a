import { type Clock, type Logger, waitUntil } from "../../kernel/index.ts";
import { type R2z2, R2z2Error } from "../../platform/zkillboard/index.ts";
import type { Killmails } from "../killmails/index.ts";
import { describeState, notNow } from "./feed-health.ts";
import type { FeedPlace } from "./feed-place.ts";
import { gather } from "./gather.ts";
import { createFeedReader } from "./reading/create-feed-reader.ts";
import { createReport, type Report } from "./report-state.ts";
import { readPlace } from "./store/read-place.ts";
import { readRevisits } from "./store/revisits.ts";
import { takeItems, type TakeItemsDeps } from "./taking-in/take-items.ts";

export interface FollowDeps extends Omit<TakeItemsDeps, "report"> {
  readonly r2z2: R2z2;
  /** The feed's time: see `ReadingDeps`. */
  readonly feedClock: Clock;
  readonly killmails: Pick<Killmails, "ingest" | "cursor">;
  readonly log: Logger;
}

/** So much is taken in at once while the feed is behind, and so much read ahead of that. */
const mostItems = 100;
const revisitsKnown = 200;
const restartMs = 5_000;
const firstHeadMs = 30_000;

/** Follows the feed until the signal is aborted. What breaks, breaks off the round, and the next one starts from what is in the database. */
export async function followFeed(
  deps: FollowDeps,
  signal: AbortSignal,
): Promise<void> {
  const { clock, log } = deps;
  const report = createReport(deps);
  while (!signal.aborted) {
    const round = new AbortController();
    try {
      const either = AbortSignal.any([signal, round.signal]);
      await followOnce({ ...deps, report }, either, () => round.abort());
    } catch (error) {
      log.error({ error }, "Following the live feed broke off, again soon");
      const again = new Date(clock.now().getTime() + restartMs);
      await waitUntil(clock, again, signal);
    }
  }
}

type RoundDeps = FollowDeps & { readonly report: Report };

async function followOnce(
  deps: RoundDeps,
  signal: AbortSignal,
  stopReading: () => void,
): Promise<void> {
  const { prisma } = deps.database;
  const known = await readPlace(prisma, deps.killmails);
  let place = known ?? (await beginFollowing(deps, signal));
  if (place === null) return;
  const reader = createFeedReader(
    {
      ...deps,
      onState: (state) =>
        deps.report.reading({ ...describeState(state), head: state.head }),
    },
    place,
  );
  reader.expect(await readRevisits(prisma, revisitsKnown), []);
  for await (const items of gather(reader.read(signal), mostItems))
    try {
      const taken = await takeItems(deps, items, place, signal);
      if (taken === null) return;
      place = taken.place;
      if (taken.stored > 0) reader.noteNews();
      if (taken.hasRevisits)
        reader.expect(await readRevisits(prisma, revisitsKnown), taken.settled);
    } catch (error) {
      // Or the loop would wait for what is read next before it ends.
      stopReading();
      throw error;
    }
}

/** Writes down where the site begins, so that a process that ends before the first killmail comes in is not followed by one that begins later. */
async function beginFollowing(
  deps: RoundDeps,
  signal: AbortSignal,
): Promise<FeedPlace | null> {
  const place = await firstPlace(deps, signal);
  const taken = place && (await takeItems(deps, [], place, signal));
  return taken?.place ?? null;
}

/** Where a site begins that never followed the feed: at the newest entry it names. Null when told to stop. */
async function firstPlace(
  { r2z2, clock, log, report }: RoundDeps,
  signal: AbortSignal,
): Promise<FeedPlace | null> {
  while (!signal.aborted) {
    let reason = "The feed does not say where it is";
    try {
      const sequence = await askBeginning(r2z2, signal);
      if (sequence !== null) return { sequence, uploadedAt: null };
    } catch (error) {
      if (!(error instanceof R2z2Error)) throw error;
      reason = error.message;
    }
    const again = new Date(clock.now().getTime() + firstHeadMs);
    log.warn({ reason }, "The live feed can not begin yet");
    await report.reading({
      state: "backing-off",
      message: notNow(reason, again),
      head: null,
    });
    await waitUntil(clock, again, signal);
  }
  return null;
}

/** The last entry not to be read. Where nothing is, as before the first entry of all, the feed has to say twice that it is there. */
async function askBeginning(
  r2z2: R2z2,
  signal: AbortSignal,
): Promise<number | null> {
  const head = await r2z2.sequence(signal);
  if (head === null) return null;
  if ((await r2z2.entry(head, signal)) !== null) return head - 1;
  return (await r2z2.sequence(signal)) === head ? head : null;
}
