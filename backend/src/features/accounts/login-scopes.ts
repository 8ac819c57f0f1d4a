/** What a login asks for. `publicData` is harmless and makes EVE SSO give a refresh token. */
export const loginScopes = [
  "publicData",
  "esi-killmails.read_killmails.v1",
] as const;

/** What an upgrade login may add, and a later login asks for again. */
const widerScopes = [
  "esi-killmails.read_corporation_killmails.v1",
  "esi-characters.read_corporation_roles.v1",
  "esi-fittings.write_fittings.v1",
] as const;

/** What to ask EVE SSO for: the usual, and of `wanted` what this application knows (it may come from a cookie). */
export function scopesToAsk(wanted: readonly string[]): string[] {
  return [
    ...loginScopes,
    ...widerScopes.filter((scope) => wanted.includes(scope)),
  ];
}

/** Of what is granted, what only an upgrade login asks for. */
export function widerThanLogin(granted: readonly string[]): string[] {
  return widerScopes.filter((scope) => granted.includes(scope));
}

/** Without it there is nothing to sync. */
export const killmailScope = "esi-killmails.read_killmails.v1";
