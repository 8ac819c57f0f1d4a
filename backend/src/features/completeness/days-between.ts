import type { Day } from "../../platform/everef/index.ts";
import type { DayRange } from "./completeness.ts";

const dayMs = 24 * 3_600_000;

/** The first day of which there are killmails. */
export const firstDay: Day = "2007-12-05";

/** Every day of the range, oldest first. */
export function daysBetween({ from, to }: DayRange): Day[] {
  const days: Day[] = [];
  const last = Date.parse(`${to}T00:00:00Z`);
  for (let ms = Date.parse(`${from}T00:00:00Z`); ms <= last; ms += dayMs)
    days.push(new Date(ms).toISOString().slice(0, 10));
  return days;
}

/** The day so many days before the moment's own, in EVE's time. */
export function dayBefore(now: Date, days: number): Day {
  return new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10);
}
