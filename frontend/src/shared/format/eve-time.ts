const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** EVE time (UTC) to the minute, as the game writes it: "2026-03-01 14:05". */
export function formatEveTime(time: string): string {
  return isoUtc(time).slice(0, 16).replace("T", " ");
}

/** EVE time (UTC) to the second: "2026-03-01 14:05:09". */
export function formatEveTimeToSecond(time: string): string {
  return isoUtc(time).slice(0, 19).replace("T", " ");
}

/** "3 minutes ago", "in 2 hours"; within five seconds of `nowMs` it is "now". */
export function formatRelativeTime(time: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(time) - nowMs) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 5) return "now";
  if (distance < MINUTE_S) return RELATIVE.format(seconds, "second");
  if (distance < HOUR_S) return inUnits(seconds, MINUTE_S, "minute");
  if (distance < DAY_S) return inUnits(seconds, HOUR_S, "hour");
  if (distance < 60 * DAY_S) return inUnits(seconds, DAY_S, "day");
  if (distance < 730 * DAY_S) return inUnits(seconds, 30.44 * DAY_S, "month");
  return inUnits(seconds, 365.25 * DAY_S, "year");
}

function inUnits(
  seconds: number,
  unitS: number,
  unit: Intl.RelativeTimeFormatUnit,
): string {
  return RELATIVE.format(Math.trunc(seconds / unitS), unit);
}

function isoUtc(time: string): string {
  return new Date(time).toISOString();
}
