import {
  type CharacterId,
  RejectedError,
  type Viewer,
} from "../../kernel/index.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import { publishChange } from "./publish-change.ts";
import { writeSync } from "./store.ts";
import { syncMessages } from "./sync-messages.ts";
import { syncCharacterKillmails, syncKey, syncOrder } from "./tasks.ts";
import { readListCursor } from "./walk-killmail-list.ts";

/** Queues a check ahead of everything else, for the moment ESI can have something newer. */
export async function requestSync(
  deps: CharacterSyncDeps,
  viewer: Viewer,
  characterId: CharacterId,
): Promise<void> {
  const link = await deps.accounts.linkedCharacter(characterId);
  if (viewer.kind !== "account" || link?.accountId !== viewer.accountId)
    throw new RejectedError(
      "FORBIDDEN",
      "This is none of your linked characters: log in with it first.",
    );
  if (link.expiresAt !== null)
    throw new RejectedError(
      "AUTHORISATION_ENDED",
      link.expiredReason ?? syncMessages.authorisationEnded,
    );
  const now = deps.clock.now();
  const cursor = await readListCursor(deps, link);
  const freshAt = cursor?.expiresAt ?? now;
  const isEarly = freshAt > now;
  const dueAt = isEarly ? freshAt : now;
  await deps.database.transaction(async (tx) => {
    await deps.outbox.add(
      tx,
      syncCharacterKillmails,
      syncOrder(characterId, "asked"),
      {
        priority: "immediate",
        key: syncKey({ characterId }),
        dueAt,
      },
    );
    // Until then nobody is waited for: what is here is all that EVE shows.
    const change = isEarly
      ? { state: "idle" as const, message: syncMessages.notBefore(dueAt) }
      : { state: "queued" as const, message: syncMessages.queued };
    await writeSync(tx, characterId, { ...change, nextSyncAt: dueAt }, now);
  });
  deps.outbox.poke();
  await publishChange(deps, characterId);
}
