/** What a login asks for. `publicData` is harmless and makes EVE SSO give a refresh token. */
export const loginScopes = [
  "publicData",
  "esi-killmails.read_killmails.v1",
] as const;

/** Without it there is nothing to sync. */
export const killmailScope = "esi-killmails.read_killmails.v1";
