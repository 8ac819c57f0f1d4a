const DAY_MS = 24 * 3_600_000;

/** Where a day stands in the calendar of its year: weeks begin on Monday. */
export interface CalendarDay {
  /** `YYYY-MM-DD`. */
  name: string;
  /** 0 in the week of the 1st of January. */
  week: number;
  /** 0 on Mondays. */
  weekday: number;
}

/** Every day of the year, in order. */
export function daysOfYear(year: number): CalendarDay[] {
  const first = Date.UTC(year, 0, 1);
  const offset = weekdayOf(first);
  const count = (Date.UTC(year + 1, 0, 1) - first) / DAY_MS;
  return Array.from({ length: count }, (_, index) => ({
    name: new Date(first + index * DAY_MS).toISOString().slice(0, 10),
    week: Math.floor((index + offset) / 7),
    weekday: (index + offset) % 7,
  }));
}

const MONTH = new Intl.DateTimeFormat("en", {
  month: "short",
  timeZone: "UTC",
});

/** The months' names, each at the week of its first day. */
export function monthsOf(
  days: readonly CalendarDay[],
): { name: string; week: number }[] {
  return days
    .filter(({ name }) => name.endsWith("-01"))
    .map(({ name, week }) => ({ name: MONTH.format(new Date(name)), week }));
}

/** 0 on Mondays. */
function weekdayOf(ms: number): number {
  return (new Date(ms).getUTCDay() + 6) % 7;
}
