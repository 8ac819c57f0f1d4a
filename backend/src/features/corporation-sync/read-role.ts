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
  /** When ESI said so: its answer may have been kept for up to an hour. */
  readonly saidAt: Date;
}

/** ESI's cache time of roles: what it said before is not asked again, what is older is not believed. */
export const roleEveryMs = 60 * 60_000;

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
  const { body, expiresAt } = await withToken(
    deps.accounts,
    wanted,
    ({ token }) => deps.esi.characterRoles({ characterId, token, priority }),
  );
  const now = deps.clock.now().getTime();
  const saidMs = expiresAt === null ? now : expiresAt.getTime() - roleEveryMs;
  return {
    corporationId,
    // Those held everywhere: one held at a base only does not open the list.
    isDirector: body.roles.includes("Director"),
    saidAt: new Date(Math.min(now, saidMs)),
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
