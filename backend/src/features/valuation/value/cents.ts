import type { Cents } from "../../prices/index.ts";

/** 90 trillion ISK, a thousand times all that was ever destroyed at once: nothing is taken to be worth more, so that whole cents stay exact. */
export const mostCents: Cents = Number.MAX_SAFE_INTEGER;

/** What a price of 0.01 ISK stands for on zKillboard: worth nothing, or nothing known. */
export const oneCent: Cents = 1;

export function timesCents(price: Cents, quantity: number): Cents {
  return Math.min(price * quantity, mostCents);
}

export function plusCents(one: Cents, other: Cents): Cents {
  return Math.min(one + other, mostCents);
}

/** ISK as decimal text with two digits. */
export function iskText(cents: Cents): string {
  const rest = String(cents % 100).padStart(2, "0");
  return `${Math.floor(cents / 100)}.${rest}`;
}

/** The whole that is nearest to `sum` by `count`, halves up; exact where the sum is no safe integer any more. */
export function dividedCents(sum: bigint, count: number): Cents {
  const by = BigInt(count) * 2n;
  return Number((sum * 2n + BigInt(count)) / by);
}
