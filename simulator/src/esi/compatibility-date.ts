import { EsiError } from "./esi-route.ts";

/** Published dates, newest first, as served on 2026-09-30. */
export const compatibilityDates = [
  "2026-08-18",
  "2026-08-04",
  "2026-07-21",
  "2026-07-17",
  "2026-06-09",
  "2026-05-19",
  "2025-12-16",
  "2025-11-06",
  "2025-09-30",
  "2025-09-26",
  "2025-08-26",
  "2025-04-02",
  "2025-04-01",
  "2020-01-01",
] as const;

const oldest = "2020-01-01";

/**
 * The behaviour a client gets: no date means the oldest, a date between two published ones the
 * earlier of them, a malformed or future one is refused. ESI's day begins at 11:00 UTC.
 */
export function resolveCompatibilityDate(
  asked: string | undefined,
  nowMs: number,
): string {
  if (asked === undefined) return oldest;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asked) || Number.isNaN(Date.parse(asked)))
    throw refused(asked, "expected a date of the form YYYY-MM-DD");
  const today = new Date(nowMs - 11 * 3_600_000).toISOString().slice(0, 10);
  // A clock set before a published date must not make that date unusable.
  if (asked > today && !compatibilityDates.some((date) => date === asked))
    throw refused(asked, "date is in the future");
  return compatibilityDates.find((date) => date <= asked) ?? oldest;
}

/** The date a route's own schema carries, which is what ESI sends back. */
export const schemaDate = (
  schemaDates: readonly string[] | undefined,
  compatibilityDate: string,
): string =>
  schemaDates?.findLast((date) => date <= compatibilityDate) ?? oldest;

const refused = (value: string, message: string): EsiError =>
  new EsiError(400, "Invalid compatibility date", [
    { location: "header.X-Compatibility-Date", message, value },
  ]);
