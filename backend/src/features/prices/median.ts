import type { Cents } from "./price-book.ts";

/** The middle one, or what lies half way between the two in the middle; null of nothing. */
export function median(prices: readonly Cents[]): Cents | null {
  const sorted = [...prices].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined
    ? null
    : Math.round((low + high) / 2);
}
