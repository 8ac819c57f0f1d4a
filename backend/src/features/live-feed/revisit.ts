/** An entry that has to be read again. */
export interface Revisit {
  readonly sequence: number;
  /** `updated`: it was written anew; `gap`: it was not there; `unreadable`: it was broken; `failed`: it could not be stored. */
  readonly reason: "updated" | "gap" | "unreadable" | "failed";
  readonly dueAt: Date;
  readonly tries: number;
  /** When the feed said that it was written anew, or, of one that could not be stored, when it was published. */
  readonly saidAt: Date | null;
}

const minute = 60_000;
/** What was not there may only have been late; after a working day it is not looked for any more. */
const pausesMs = [10 * minute, 60 * minute, 8 * 60 * minute];

/** The first look at an entry that was passed. */
export function firstRevisit(
  sequence: number,
  reason: Exclude<Revisit["reason"], "updated">,
  now: Date,
  saidAt: Date | null = null,
): Revisit {
  const dueAt = new Date(now.getTime() + (pausesMs[0] ?? 0));
  return { sequence, reason, dueAt, tries: 0, saidAt };
}

/** The next look after one that found nothing usable; null when that was the last. */
export function nextRevisit(revisit: Revisit, now: Date): Revisit | null {
  const tries = revisit.tries + 1;
  const pauseMs =
    // It was there a moment ago: no answer is not its fault.
    revisit.reason === "updated"
      ? minute * 2 ** revisit.tries
      : pausesMs[tries];
  if (pauseMs === undefined || tries > 9) return null;
  return { ...revisit, tries, dueAt: new Date(now.getTime() + pauseMs) };
}
