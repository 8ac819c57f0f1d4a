import {
  type CharacterId,
  type CorporationId,
  type GrantId,
  id,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { CharacterSyncDeps } from "../deps.ts";
import { writeSync } from "../store.ts";
import { syncMessages } from "../sync-messages.ts";
import { writeLooks } from "./look-rows.ts";

/** Where EVE puts deleted characters. */
export const doomheim = id<CorporationId>(1_000_001);

/** The character was deleted: its sync ends, it is in no corporation, and nobody looks for it again before it logs in. */
export async function noteGone(
  { clock, killmails }: Pick<CharacterSyncDeps, "clock" | "killmails">,
  tx: Transaction,
  { characterId, grantId }: { characterId: CharacterId; grantId: GrantId },
): Promise<void> {
  const now = clock.now();
  await killmails.noteMembers(tx, [
    { grantId, corporationId: doomheim, checkedAt: now },
  ]);
  await writeLooks(tx, [characterId], null);
  await writeSync(
    tx,
    characterId,
    { state: "stopped", message: syncMessages.gone, nextSyncAt: null },
    now,
  );
}
