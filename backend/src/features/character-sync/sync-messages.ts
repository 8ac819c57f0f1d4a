import { clockTime, listMessages } from "./list-messages.ts";

/** What the pilot reads about a character's sync: one sentence or two, saying why and what to do. */
export const syncMessages = {
  ...listMessages,
  firstQueued: "The first check of EVE's killmail list waits for a worker.",
  queued: "The next check of EVE's killmail list waits for a worker.",
  notBefore: (at: Date) =>
    `EVE renews this list at ${clockTime(at)}; it is read again then.`,
  reading: "Reading the list of killmails from EVE.",
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
};
