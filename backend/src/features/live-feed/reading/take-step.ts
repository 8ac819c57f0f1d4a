import type { Clock, Logger } from "../../../kernel/index.ts";
import { type R2z2, R2z2Error } from "../../../platform/zkillboard/index.ts";
import type { FeedItem, PassedEntries } from "./feed-item.ts";
import {
  afterEntry,
  afterGoingBack,
  afterHead,
  afterJump,
  afterMiss,
  afterMissingHead,
  afterSaidHead,
  afterStep,
  afterTrouble,
} from "./feed-moves.ts";
import type { FeedState, FeedStep } from "./feed-state.ts";
import { findLiving } from "./find-living.ts";

export interface ReadingDeps {
  readonly r2z2: Pick<R2z2, "sequence" | "entry">;
  readonly clock: Clock;
  /** The feed's time, by which it is waited: faster than ours where a world is replayed. */
  readonly feedClock: Clock;
  readonly log: Logger;
}

export interface Taken {
  readonly state: FeedState;
  /** What there is to take in; null when nothing came of it. */
  readonly item: FeedItem | null;
}

/** Does one step, which is a request or two; only `find living` asks some twenty times. */
export async function takeStep(
  { r2z2, clock, feedClock, log }: ReadingDeps,
  state: FeedState,
  step: Exclude<FeedStep, { kind: "wait" }>,
  signal: AbortSignal,
): Promise<Taken> {
  /** The answer, or what the feed has against giving one. */
  async function ask<Answer>(
    question: Promise<Answer>,
  ): Promise<Answer | R2z2Error> {
    try {
      return await question;
    } catch (error) {
      if (!(error instanceof R2z2Error)) throw error;
      const { message: reason, trouble, cause } = error;
      if (!signal.aborted)
        log.warn({ reason, trouble, cause }, "The live feed gave no answer");
      return error;
    }
  }

  const without = (next: FeedState): Taken => ({ state: next, item: null });
  const afterError = (error: R2z2Error): Taken =>
    without(afterTrouble(state, error, feedClock.now()));
  const withoutHead = (named: number): Taken => {
    log.warn({ named }, "sequence.json names an entry that is not there");
    return without(afterMissingHead(state, named));
  };

  switch (step.kind) {
    case "read head": {
      const said = await ask(r2z2.sequence(signal));
      if (!(said instanceof R2z2Error))
        return without(afterSaidHead(state, said, feedClock.now()));
      // Entries can be read without it, unless it is us who are not wanted.
      return isUnwanted(said)
        ? afterError(said)
        : without(afterSaidHead(state, null, feedClock.now()));
    }
    case "check head": {
      const entry = await ask(r2z2.entry(step.sequence, signal));
      if (entry instanceof R2z2Error && isUnwanted(entry))
        return afterError(entry);
      return entry === null || entry instanceof R2z2Error
        ? withoutHead(step.sequence)
        : without(afterHead(state, step.sequence));
    }
    case "read entry": {
      const { sequence } = step;
      const entry = await ask(r2z2.entry(sequence, signal));
      if (entry instanceof R2z2Error) return afterError(entry);
      if (entry === null) return without(afterMiss(state, feedClock.now()));
      return {
        state: afterEntry(state, feedClock.now()),
        item: { kind: "entry", sequence, entry, readAt: clock.now() },
      };
    }
    case "step over":
      return {
        state: afterStep(state, feedClock.now()),
        item: passed(state, step.sequence, "gap", "It was not published."),
      };
    case "probe": {
      const behind = await ask(r2z2.entry(step.sequence, signal));
      if (behind instanceof R2z2Error) return afterError(behind);
      return {
        state: afterStep(state, feedClock.now()),
        item: passed(
          state,
          step.sequence - 1,
          "unreadable",
          "It gives no usable answer, while the entry behind it does.",
        ),
      };
    }
    case "find living": {
      let until: Date | null = null;
      const living = await ask(
        findLiving(step.from, step.to, async (sequence) => {
          const entry = await r2z2.entry(sequence, signal);
          // The last one found is the first one living.
          until = entry?.uploadedAt ?? until;
          return entry !== null;
        }),
      );
      if (living instanceof R2z2Error) return afterError(living);
      if (living === null) return withoutHead(step.to);
      const to = living - 1;
      return {
        state: afterJump(state, to, feedClock.now()),
        item: {
          ...passed(
            state,
            to,
            "expired",
            `The entries from ${step.from} to ${to} are gone: the days they belong to are repaired from the archive.`,
          ),
          until,
        },
      };
    }
    case "go back": {
      const entry = await ask(r2z2.entry(step.to, signal));
      if (entry instanceof R2z2Error) return afterError(entry);
      if (entry === null) return withoutHead(step.to);
      return {
        state: afterGoingBack(state, step.to, feedClock.now()),
        item: {
          ...passed(
            state,
            step.to,
            "restart",
            `The feed is at ${step.to}, after bringing nothing new for long: it is read again from there, and the days since the last killmail are repaired from the archive.`,
          ),
          until: entry.uploadedAt,
        },
      };
    }
  }
}

/** It is us who are not to ask, whatever it is that is asked for. */
function isUnwanted({ trouble }: R2z2Error): boolean {
  return trouble === "limited" || trouble === "refused";
}

function passed(
  state: FeedState,
  to: number,
  oddity: PassedEntries["oddity"],
  reason: string,
): PassedEntries {
  const from = state.position + 1;
  return { kind: "passed", from, to, oddity, reason, until: null };
}
