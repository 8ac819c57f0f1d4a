const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * `first`: nothing from after the kill is looked at, so only days that were over by then. `repriced`: the day of the
 * kill has its average, too.
 */
export type PricingMode = "first" | "repriced";

/** Days since 1970-01-01, UTC. */
export function dayOf(time: Date): number {
  return Math.floor(time.getTime() / dayMs);
}

/** The last day whose average counts. zKillboard takes the day of the kill less one hour (its sheet of prices), which a first valuation can not know. */
export function lastPricingDay(time: Date, mode: PricingMode): number {
  return mode === "first"
    ? dayOf(time) - 1
    : Math.floor((time.getTime() - hourMs) / dayMs);
}

/** As `2024-01-31`. */
export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
