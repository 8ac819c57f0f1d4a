import type { CharacterId } from "../../kernel/index.ts";
import { tell } from "../../platform/pubsub/index.ts";
import { linkedCharacterChannel } from "../character-sync/index.ts";
import type { CorporationSyncDeps } from "./deps.ts";

/** Tells whoever watches these characters that their corporation's sync has changed; call after the commit. Never fails. */
export async function publishChange(
  deps: Pick<CorporationSyncDeps, "pubsub" | "log">,
  characterIds: readonly CharacterId[],
): Promise<void> {
  await Promise.all(
    characterIds.map((characterId) =>
      tell(deps, linkedCharacterChannel, JSON.stringify({ characterId })),
    ),
  );
}
