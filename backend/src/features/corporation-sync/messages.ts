import { listMessages } from "../character-sync/index.ts";

/** What a director reads: one sentence or two, saying why and what to do. */
export const messages = {
  ...listMessages,
  off: "Off. A director can let this site read the killmails of the whole corporation.",
  turnedOff:
    "You switched it off. What was collected stays with the corporation.",
  loginNeeded:
    "EVE has to be asked for two more permissions: log in with this character once more and allow them.",
  scopesLost:
    "The last login left out the permissions this needs, so it is off: log in with them again to go on.",
  authorisationEnded:
    "EVE no longer accepts this authorisation: log in again with this character.",
  checking: "Reading from EVE whether this character is a director.",
  notDirector:
    "EVE says that this character does not have the role Director, without which the corporation's killmails can not be read.",
  roleLost:
    "EVE says that this character is no director any more, so it was switched off.",
  left: "This character has left the corporation, so it was switched off. Switch it on again for the new one.",
  gone: "EVE no longer knows this character: it was deleted, so it was switched off.",
  movedOn:
    "Off. This character is in another corporation now: if it is a director there, switch it on.",
  refused: (reason: string) =>
    `EVE refuses the corporation's killmails to this character (${reason}), so it was switched off.`,
  on: "On: this character's consent is used.",
  queued: "The next check of the corporation's list waits for a worker.",
  firstQueued: "The first check of the corporation's list waits for a worker.",
  reading: "Reading the corporation's list of killmails from EVE.",
  noDirector:
    "No director's consent is left, so the corporation's list is not read any more.",
};
