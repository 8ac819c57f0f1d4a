import {
  type CharacterId,
  type CorporationId,
  id,
  implementTask,
  type Priority,
  type TaskImplementation,
} from "../../kernel/index.ts";
import { EsiRefusedError } from "../../platform/esi/index.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import { characterMoved } from "./events.ts";
import { publishChange } from "./publish-change.ts";
import { readSyncs, writeCharacter, writeSync } from "./store.ts";
import { syncMessages } from "./sync-messages.ts";
import { checkCharacter } from "./tasks.ts";

/** Where EVE puts deleted characters. */
const doomheim = 1_000_001;

/** What happened to the character itself since the day before: it has changed corporation, or was deleted. */
export function checkCharacterTask(
  deps: CharacterSyncDeps,
): TaskImplementation {
  const { accounts, clock, database, outbox } = deps;
  const { prisma } = database;

  return implementTask(checkCharacter, async (payload, { priority }) => {
    const characterId = id<CharacterId>(payload.characterId);
    const link = await accounts.linkedCharacter(characterId);
    const [row] = await readSyncs(prisma, [characterId]);
    // Unlinked since the order was given.
    if (link === null || row === undefined) return;
    const corporationId = await askCorporation(deps, characterId, priority);
    const now = clock.now();
    if (corporationId === null) {
      const stopped = { state: "stopped", message: syncMessages.gone } as const;
      await database.transaction(async (tx) => {
        await writeCharacter(tx, characterId, { characterCheckedAt: now });
        await writeSync(tx, characterId, { ...stopped, nextSyncAt: null }, now);
      });
      await publishChange(deps, characterId);
      return;
    }
    const before = row.corporationId;
    await database.transaction(async (tx) => {
      const hasMoved = before !== null && before !== corporationId;
      await writeCharacter(tx, characterId, {
        characterCheckedAt: now,
        corporationId,
        ...(hasMoved ? { movedAt: now } : {}),
      });
      if (before !== corporationId)
        await outbox.emit(tx, characterMoved, {
          characterId,
          grantId: link.grantId,
          fromCorporationId: before,
          toCorporationId: corporationId,
        });
    });
    outbox.poke();
    if (before !== corporationId) await publishChange(deps, characterId);
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
    return body.corporation_id === doomheim
      ? null
      : id<CorporationId>(body.corporation_id);
  } catch (error) {
    if (error instanceof EsiRefusedError && error.status === 404) return null;
    throw error;
  }
}
