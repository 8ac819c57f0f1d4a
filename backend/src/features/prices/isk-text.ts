import type { Cents } from "./price-book.ts";

/** ISK as decimal text, with the hundredths where there are any. */
export function iskText(cents: Cents): string {
  const whole = Math.trunc(cents / 100);
  const rest = Math.abs(cents % 100);
  return rest === 0
    ? String(whole)
    : `${whole}.${String(rest).padStart(2, "0")}`;
}
