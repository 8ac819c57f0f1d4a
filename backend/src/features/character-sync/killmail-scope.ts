/** What a pilot has to grant for the list to be read. */
export const killmailScope = "esi-killmails.read_killmails.v1";

/** Code of the RejectedError for a token without it. */
export const scopeMissing = "SCOPE_MISSING";
