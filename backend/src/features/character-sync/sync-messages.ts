/** What the pilot reads about a character's sync: one sentence or two, saying why and what to do. */
export const syncMessages = {
  firstQueued: "The first check of EVE's killmail list waits for a worker.",
  queued: "The next check of EVE's killmail list waits for a worker.",
  queuedUntilFresh: (at: Date) =>
    `EVE renews this list at ${clockTime(at)}; it is read again then.`,
  reading: "Reading the list of killmails from EVE.",
  upToDate: "Up to date.",
  found: (count: number) =>
    count === 1
      ? "Up to date: the last check found a new killmail."
      : `Up to date: the last check found ${count} new killmails.`,
  fetching: (stored: number, listed: number) =>
    `${stored} of ${listed} killmails are here, the rest is being fetched.`,
  authorisationEnded:
    "EVE no longer accepts this authorisation: log in again with this character.",
  scopeMissing:
    "The authorisation does not include reading killmails: log in again with this character and allow it.",
  refused: (reason: string) =>
    `EVE refuses this character's killmail list (${reason}): log in again with this character to try anew.`,
  gone: "EVE no longer knows this character: it was deleted. Its killmails stay here; should it be back, log in with it again.",
  moved: (at: Date) =>
    `This character has changed corporation (noticed on ${at.toISOString().slice(0, 10)}): what only its former corporation's list showed is no longer shown through it.`,
  tokenRefused: (at: Date) =>
    `EVE did not accept a fresh token for this character; the next try is at ${clockTime(at)}. If that goes on, log in again.`,
  unavailable: (at: Date) =>
    `EVE does not answer, or its limit for requests is reached: the next try is at ${clockTime(at)}. Nothing is lost, nothing to do.`,
  failed: (at: Date) =>
    `The check failed for a reason on this site's side; the next try is at ${clockTime(at)}. If that goes on, tell the site's operator.`,
};

function clockTime(moment: Date): string {
  return `${moment.toISOString().slice(11, 16)} UTC`;
}
