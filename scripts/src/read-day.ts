import { InvalidArgumentError } from "commander";

const dayMs = 86_400_000;

/** A day of EVE (UTC) as an option names it, `2021-11-27`, `yesterday` or `today`; as `YYYY-MM-DD`. */
export function readDay(text: string): string {
  const daysAgo = { today: 0, yesterday: 1 }[text];
  if (daysAgo !== undefined) return dayAgo(daysAgo);
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(text) ||
    Number.isNaN(ms) ||
    new Date(ms).toISOString().slice(0, 10) !== text
  )
    throw new InvalidArgumentError(
      "It is a day such as 2021-11-27, or yesterday.",
    );
  return text;
}

/** The day so many days ago. */
export function dayAgo(days: number): string {
  return new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
}
