/** What a pilot has to grant for the list to be read. */
export const killmailScope = "esi-killmails.read_killmails.v1";
