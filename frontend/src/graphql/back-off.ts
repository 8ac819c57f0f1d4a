const FIRST_MS = 500;
const LONGEST_MS = 20_000;

/** Wait before reconnect number `retries` (from 0), in ms; `random` in 0..1 spreads many clients apart. */
export function backOffMs(retries: number, random: number): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(retries, 10));
  return Math.round(fullMs * (0.5 + random / 2));
}
