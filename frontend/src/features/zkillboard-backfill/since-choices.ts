export interface SinceChoice {
  /** The earliest month, YYYY-MM; empty for all there is. */
  value: string;
  label: string;
}

const YEARS = [1, 3, 5, 10];

/** How far back zKillboard may be asked, seen from `now`. */
export function sinceChoices(now: Date): SinceChoice[] {
  return [
    { value: "", label: "everything, since December 2007" },
    ...YEARS.map((years) => ({
      value: monthBefore(now, years * 12 - 1),
      label: years === 1 ? "the last 12 months" : `the last ${years} years`,
    })),
  ];
}

/** "March 2021" of "2021-03". */
export function monthText(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString("en", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

function monthBefore(now: Date, months: number): string {
  const date = new Date(
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months),
  );
  return date.toISOString().slice(0, 7);
}
