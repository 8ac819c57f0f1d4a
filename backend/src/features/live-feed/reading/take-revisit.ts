import { R2z2Error } from "../../../platform/zkillboard/index.ts";
import type { Revisit } from "../revisit.ts";
import { afterTrouble } from "./feed-moves.ts";
import type { FeedState } from "./feed-state.ts";
import type { ReadingDeps, Taken } from "./take-step.ts";

/** Asks for an entry again. That the feed does not want to be asked at all is no answer: it is asked another time. */
export async function takeRevisit(
  { r2z2, clock, feedClock }: ReadingDeps,
  state: FeedState,
  revisit: Revisit,
  signal: AbortSignal,
): Promise<Taken> {
  const { sequence } = revisit;
  try {
    const entry = await r2z2.entry(sequence, signal);
    const isGone = entry === null;
    const reason = isGone ? "It is not there." : "";
    const readAt = clock.now();
    return {
      state,
      item: { kind: "revisit", revisit, entry, isGone, reason, readAt },
    };
  } catch (error) {
    if (!(error instanceof R2z2Error)) throw error;
    const { trouble, message: reason } = error;
    const readAt = clock.now();
    if (trouble === "limited" || trouble === "refused" || signal.aborted)
      return { state: afterTrouble(state, error, feedClock.now()), item: null };
    return {
      state,
      item: {
        kind: "revisit",
        revisit,
        entry: null,
        isGone: false,
        reason,
        readAt,
      },
    };
  }
}
