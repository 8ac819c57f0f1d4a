import type { RateLimit } from "../budget/rate-limits.ts";

/** A bucket whose window passes while a test waits. */
export const tinyLimit: RateLimit = {
  tokens: 30,
  windowMs: 300,
  dearest: 5,
  usual: 2,
  spare: 0,
};
export const holdMs = 100;
/** How much longer the ledger takes the window to be than it is, as the real limits do: two processes never tell quite the same time. */
export const clockErrorMs = 30;

/** How one bucket is fought for, by both processes alike. */
export interface Schedule {
  readonly subject: string;
  /** In each process. */
  readonly callers: number;
  /** What ESI answers, one as likely as the other; null is never heard of again. */
  readonly answers: readonly (number | null)[];
  /** All callers of both processes start together, so far apart; 0: each when it likes. */
  readonly gridMs: number;
}

/** What a spending process is told. */
export interface SpendingOrder {
  readonly schedules: readonly Schedule[];
  readonly seed: number;
  /** When this order began; from then on time goes `slowdown` times as slow as it does, for machines that are. */
  readonly originMs: number;
  readonly slowdown: number;
  /** In that slow time. */
  readonly untilMs: number;
}

/** A call as ESI counts it. */
export interface Counted {
  readonly subject: string;
  readonly atMs: number;
  readonly tokens: number;
}

const answers: readonly Schedule["answers"][] = [
  [200, 200, 304, 404, 500],
  [200, 200, 304, null],
  [404],
  [404, 404, null],
  // Each counts from the latest moment at which ESI can have counted it, or too much comes back too early.
  [null],
  [200],
];

export function drawSchedule(subject: string, random: () => number): Schedule {
  const upTo = (count: number) => Math.floor(random() * count);
  // A herd asks for more than there is in the same millisecond, and pays the most: what a missing lock lets through.
  if (random() < 0.15)
    return { subject, callers: 6, answers: [404], gridMs: 60 + upTo(60) };
  return {
    subject,
    callers: 1 + upTo(4),
    answers: answers[upTo(answers.length)] ?? [200],
    gridMs: 0,
  };
}

/** The model: what is out of the bucket at worst, at any moment, when tokens come back one window after they were spent. */
export function mostSpent(spends: readonly Counted[]): number {
  const inOrder = spends.toSorted((a, b) => a.atMs - b.atMs);
  let first = 0;
  let out = 0;
  let most = 0;
  for (const { atMs, tokens } of inOrder) {
    out += tokens;
    for (;;) {
      const oldest = inOrder[first];
      if (oldest === undefined || oldest.atMs > atMs - tinyLimit.windowMs)
        break;
      out -= oldest.tokens;
      first++;
    }
    most = Math.max(most, out);
  }
  return most;
}
