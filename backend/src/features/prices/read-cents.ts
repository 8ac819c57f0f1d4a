import type { Cents } from "./price-book.ts";

/** The largest price that is believed: ten trillion ISK. The dearest thing ever sold was a tenth of it. */
export const largestCents: Cents = 1e15;

/** Why something is no price. */
export type NoPrice = "no number" | "not above zero" | "above all reason";

/** ISK, as sources write it, in hundredths: a whole number from 1 to `largestCents`, or what keeps it from being one. */
export function readCents(isk: unknown): Cents | NoPrice {
  const number = typeof isk === "string" ? numberIn(isk) : isk;
  if (typeof number !== "number" || Number.isNaN(number)) return "no number";
  const cents = Math.round(number * 100);
  if (cents < 1) return "not above zero";
  return cents > largestCents ? "above all reason" : cents;
}

/** `Number("")` is 0, and `Number("0x10")` is 16: neither is how anybody writes a price. */
function numberIn(text: string): number {
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text)
    ? Number(text)
    : NaN;
}

/** How often something was refused, by reason. */
export type Refusals = Map<string, number>;

export function refuse(refusals: Refusals, reason: string, count = 1): void {
  refusals.set(reason, (refusals.get(reason) ?? 0) + count);
}

export function countRefusals(refusals: Refusals): number {
  let sum = 0;
  for (const count of refusals.values()) sum += count;
  return sum;
}
