/** What a director has to grant beyond a login's usual: reading the list, and reading the role that allows it. */
export const corporationScopes = [
  "esi-killmails.read_corporation_killmails.v1",
  "esi-characters.read_corporation_roles.v1",
] as const;

export function hasCorporationScopes(scopes: readonly string[]): boolean {
  return corporationScopes.every((scope) => scopes.includes(scope));
}
