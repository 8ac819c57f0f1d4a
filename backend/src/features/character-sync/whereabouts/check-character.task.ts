import {
  type CharacterId,
  type CorporationId,
  id,
  implementTask,
  type Priority,
  type TaskImplementation,
} from "../../../kernel/index.ts";
import { EsiRefusedError } from "../../../platform/esi/index.ts";
import type { CharacterSyncDeps } from "../deps.ts";
import { publishChange } from "../publish-change.ts";
import { checkCharacter } from "../tasks.ts";
import { doomheim, noteGone } from "./note-gone.ts";
import { noteWhereabouts } from "./note-whereabouts.ts";

/** Asks ESI about one character, where an answer for many can not tell: one it refuses there, or whose sync has just ended. */
export function checkCharacterTask(
  deps: CharacterSyncDeps,
): TaskImplementation {
  const { accounts, database, outbox } = deps;
  return implementTask(checkCharacter, async (payload, { priority }) => {
    const characterId = id<CharacterId>(payload.characterId);
    const link = await accounts.linkedCharacter(characterId);
    // Unlinked since the order was given.
    if (link === null) return;
    const corporationId = await askCorporation(deps, characterId, priority);
    const hasChanged = await database.transaction(async (tx) => {
      if (corporationId === null) {
        await noteGone(deps, tx, link);
        return true;
      }
      const { grantId } = link;
      const seen = [{ characterId, grantId, corporationId }];
      return (await noteWhereabouts(deps, tx, seen)).length > 0;
    });
    outbox.poke();
    if (hasChanged) await publishChange(deps, characterId);
  });
}

/** Null when the character is gone. */
async function askCorporation(
  { esi }: Pick<CharacterSyncDeps, "esi">,
  characterId: CharacterId,
  priority: Priority,
): Promise<CorporationId | null> {
  try {
    const { body } = await esi.character(characterId, priority);
    const corporationId = id<CorporationId>(body.corporation_id);
    return corporationId === doomheim ? null : corporationId;
  } catch (error) {
    if (error instanceof EsiRefusedError && error.status === 404) return null;
    throw error;
  }
}
