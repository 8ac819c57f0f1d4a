import type { CharacterId } from "../../kernel/index.ts";
import { linkedCharacterChannel } from "./character-sync.ts";
import type { CharacterSyncDeps } from "./deps.ts";

/** Tells whoever watches that this character's row has changed; call after the commit. */
export function publishChange(
  { pubsub }: Pick<CharacterSyncDeps, "pubsub">,
  characterId: CharacterId,
): Promise<void> {
  return pubsub.publish(
    linkedCharacterChannel,
    JSON.stringify({ characterId }),
  );
}
