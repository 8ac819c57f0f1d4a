/** What the pilot reads about a character's sync: one sentence or two, saying why and what to do. */
export const syncMessages = {
  firstQueued: "The first check of EVE's killmail list waits for a worker.",
  queued: "The next check of EVE's killmail list waits for a worker.",
  queuedUntilFresh: (at: Date) =>
    `EVE renews this list at ${clockTime(at)}; it is read again then.`,
  reading: "Reading the list of killmails from EVE.",
  upToDate: "Up to date.",
  /** In the history, where mails listed earlier may still be missing. */
  nothingNew: "EVE's list held nothing new.",
  found: (count: number) =>
    count === 1
      ? "The last check found a new killmail."
      : `The last check found ${count} new killmails.`,
  fetching: (stored: number, listed: number) =>
    `${stored} of ${listed} killmails are here, the rest is being fetched.`,
  unfetched: (
    { count, retryAt }: { count: number; retryAt: Date | null },
    now: Date,
  ) => {
    const what =
      count === 1
        ? "One listed killmail could not be fetched from EVE yet"
        : `${count} listed killmails could not be fetched from EVE yet`;
    if (retryAt === null)
      return `${what}, and this is not tried again by itself: tell the site's operator.`;
    return retryAt > now
      ? `${what}; the next try is at ${clockTime(retryAt)}. Nothing is lost, nothing to do.`
      : `${what}; the next try is under way. Nothing is lost, nothing to do.`;
  },
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
