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

/** What a spending process is told. */
export interface SpendingOrder {
  readonly subjects: readonly string[];
  readonly seed: number;
  readonly untilMs: number;
}

/** A call as ESI counts it. */
export interface Counted {
  readonly subject: string;
  readonly atMs: number;
  readonly tokens: number;
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
