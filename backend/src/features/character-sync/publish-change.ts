import type { CharacterId } from "../../kernel/index.ts";
import { tell } from "../../platform/pubsub/index.ts";
import { linkedCharacterChannel } from "./character-sync.ts";
import type { CharacterSyncDeps } from "./deps.ts";

/** Tells whoever watches that this character's row has changed; call after the commit. Never fails. */
export function publishChange(
  deps: Pick<CharacterSyncDeps, "pubsub" | "log">,
  characterId: CharacterId,
): Promise<void> {
  return tell(deps, linkedCharacterChannel, JSON.stringify({ characterId }));
}
