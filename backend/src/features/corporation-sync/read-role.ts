import {
  type CharacterId,
  type CorporationId,
  id,
  type Priority,
  RejectedError,
} from "../../kernel/index.ts";
import { EsiRefusedError } from "../../platform/esi/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import { withToken } from "../character-sync/index.ts";
import { corporationScopes } from "./corporation-scopes.ts";
import type { CorporationSyncDeps } from "./deps.ts";

export interface Role {
  readonly corporationId: CorporationId;
  readonly isDirector: boolean;
}

/** Code of the RejectedError for a character that ESI does not know any more. */
export const characterGone = "CHARACTER_GONE";

/** What ESI says now about where the character is, which is noted, and whether it is a director there; both answers are an hour old at most. */
export async function readRole(
  deps: CorporationSyncDeps,
  { characterId, grantId }: LinkedCharacterView,
  priority: Priority,
): Promise<Role> {
  const corporationId = await readCorporation(deps, characterId, priority);
  await deps.database.transaction((tx) =>
    deps.characterSync.noteWhereabouts(tx, [
      { characterId, grantId, corporationId },
    ]),
  );
  deps.outbox.poke();
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
    corporationId,
    // Those held everywhere: one held at a base only does not open the list.
    isDirector: roles.includes("Director"),
  };
}

async function readCorporation(
  { esi }: CorporationSyncDeps,
  characterId: CharacterId,
  priority: Priority,
): Promise<CorporationId> {
  try {
    const { body } = await esi.affiliations([characterId], priority);
    const [affiliation] = body;
    if (affiliation === undefined)
      throw new Error(`ESI left out the affiliation of ${characterId}`);
    return id<CorporationId>(affiliation.corporation_id);
  } catch (error) {
    if (!(error instanceof EsiRefusedError) || error.status !== 404)
      throw error;
    throw new RejectedError(
      characterGone,
      `ESI does not know character ${characterId} any more`,
    );
  }
}
