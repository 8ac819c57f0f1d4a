/** What a pilot has to grant beyond a login's usual before fits can be saved in the game. */
export const fittingScopes = ["esi-fittings.write_fittings.v1"] as const;
