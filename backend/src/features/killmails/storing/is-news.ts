import type { Priority } from "../../../kernel/index.ts";

/** How old a mail may be to be news, in milliseconds. */
export const newsMs = 7 * 24 * 3_600_000;

/**
 * Whether subscribers are told of a mail that is public as it is stored. Of what a dormant source (an archive, a
 * backfill, a war's list) brings from more than a week ago they are not: a hundred million old mails would stand
 * between a subscriber's cursor and the present. Lists have such mails at once. Whoever waits for a mail, because a
 * list of theirs showed it, is told whatever its age, and nobody else by that: it would show that somebody waited.
 */
export function isNews(time: Date, priority: Priority, now: Date): boolean {
  return priority !== "dormant" || time.getTime() > now.getTime() - newsMs;
}
