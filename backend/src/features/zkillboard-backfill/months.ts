/** zKillboard has nothing older. */
export const firstMonthOfAll = "2007-12";

const hourMs = 60 * 60_000;
/** An answer may be an hour old, and mails of its last five minutes are left out. */
const answerAgeMs = 2 * hourMs;
/** Most mails that come late come within days. */
const settlingMs = 7 * 24 * hourMs;

/** `YYYY-MM` of a moment, in EVE time (UTC). */
export function monthOf(moment: Date): string {
  return moment.toISOString().slice(0, 7);
}

/** A month as somebody writes it, `YYYY-MM`; null when it is none. One before the first of all counts as that. */
export function readMonth(text: string): string | null {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return null;
  return text < firstMonthOfAll ? firstMonthOfAll : text;
}

/** All months from the one to the other, both included, the last one first. */
export function monthsBetween(first: string, last: string): string[] {
  const [year = 0, number = 0] = last.split("-").map(Number);
  const months: string[] = [];
  for (let back = 0; ; back++) {
    const month = monthOf(new Date(Date.UTC(year, number - 1 - back)));
    if (month < first) return months;
    months.push(month);
  }
}

/** From then on no answer leaves out mails of the month for being too young. */
export function isOver(month: string, at: Date): boolean {
  return at.getTime() >= endOf(month) + answerAgeMs;
}

/** From then on hardly any mail of the month is still to come: what is read now, is read for good. */
export function canSettle(month: string, at: Date): boolean {
  return at.getTime() >= endOf(month) + settlingMs;
}

/** `March 2021`. */
export function monthName(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString("en", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

function endOf(month: string): number {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return Date.UTC(year, number);
}
