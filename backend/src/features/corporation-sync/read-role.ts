import { type CorporationId, id, type Priority } from "../../kernel/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import { withToken } from "../character-sync/index.ts";
import { corporationScopes } from "./corporation-scopes.ts";
import type { CorporationSyncDeps } from "./deps.ts";

export interface Role {
  readonly corporationId: CorporationId;
  readonly isDirector: boolean;
}

/** What ESI says now about where the character is and whether it is a director there; both answers are an hour old at most. */
export async function readRole(
  deps: CorporationSyncDeps,
  { characterId }: LinkedCharacterView,
  priority: Priority,
): Promise<Role> {
  const { body } = await deps.esi.affiliations([characterId], priority);
  const [affiliation] = body;
  if (affiliation === undefined)
    throw new Error(`ESI left out the affiliation of ${characterId}`);
  const wanted = { characterId, scopes: corporationScopes };
  const { roles } = await withToken(
    deps.accounts,
    wanted,
    async ({ token }) => {
      const answer = await deps.esi.characterRoles({
        characterId,
        token,
        priority,
      });
      return answer.body;
    },
  );
  return {
    corporationId: id<CorporationId>(affiliation.corporation_id),
    // Those held everywhere: one held at a base only does not open the list.
    isDirector: roles.includes("Director"),
  };
}
