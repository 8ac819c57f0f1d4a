import { waitUntil } from "../../../kernel/index.ts";
import type { FeedPlace } from "../feed-place.ts";
import type { Revisit } from "../revisit.ts";
import type { FeedItem } from "./feed-item.ts";
import { afterNews, beginAt, nextStep } from "./feed-moves.ts";
import type { FeedState } from "./feed-state.ts";
import { takeRevisit } from "./take-revisit.ts";
import { type ReadingDeps, takeStep } from "./take-step.ts";

export interface FeedReader {
  /** What comes of the feed, for ever; ends when the signal is aborted. */
  read(signal: AbortSignal): AsyncGenerator<FeedItem>;
  /** Something that was read had not been here before. */
  noteNews(): void;
  /** What is to be read again, the first one due first; `settled` are those of them that were read and taken in. */
  expect(revisits: readonly Revisit[], settled: readonly number[]): void;
}

/** Whoever waits says so this often. */
const longestWaitMs = 20_000;

/** Reads the feed from behind `place` on, one request after the other: what `nextStep` says, in turns with what is to be read again. */
export function createFeedReader(
  deps: ReadingDeps & {
    /** Called whenever the state may have changed, and now and then when it has not. */
    onState(state: FeedState): Promise<void>;
  },
  place: FeedPlace,
): FeedReader {
  const { clock, feedClock } = deps;
  let state = beginAt(place.sequence, feedClock.now());
  let waiting: readonly Revisit[] = [];
  const inHand = new Set<number>();
  let wake = new AbortController();
  let wasRevisit = false;

  function dueRevisit(): Revisit | undefined {
    // A feed that gives no answer is not asked twice as much.
    if (state.trouble !== null) return undefined;
    const now = clock.now();
    return waiting.find(
      ({ sequence, dueAt }) => dueAt <= now && !inHand.has(sequence),
    );
  }

  async function take(signal: AbortSignal): Promise<FeedItem | null> {
    const now = feedClock.now();
    const step = nextStep(state, now);
    const revisit = dueRevisit();
    if (revisit !== undefined && (step.kind === "wait" || !wasRevisit)) {
      wasRevisit = true;
      const taken = await takeRevisit(deps, state, revisit, signal);
      state = taken.state;
      if (taken.item !== null) inHand.add(revisit.sequence);
      return taken.item;
    }
    wasRevisit = false;
    if (step.kind === "wait") {
      const ends = AbortSignal.any([signal, wake.signal]);
      const longest = now.getTime() + longestWaitMs;
      const until = new Date(Math.min(step.until.getTime(), longest));
      await waitUntil(feedClock, until, ends);
      return null;
    }
    const taken = await takeStep(deps, state, step, signal);
    state = taken.state;
    return taken.item;
  }

  return {
    async *read(signal) {
      while (!signal.aborted) {
        await deps.onState(state);
        const item = await take(signal);
        if (item !== null) yield item;
      }
    },
    noteNews() {
      state = afterNews(state, feedClock.now());
    },
    expect(revisits, settled) {
      waiting = revisits;
      for (const sequence of settled) inHand.delete(sequence);
      wake.abort();
      wake = new AbortController();
    },
  };
}
