import { type CharacterId, id } from "../../kernel/index.ts";
import type { QueueOptions } from "./character-sync.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import { publishChange } from "./publish-change.ts";
import { takeAll, takeDue } from "./store.ts";
import { syncMessages } from "./sync-messages.ts";
import { syncCharacterKillmails, syncKey, syncOrder } from "./tasks.ts";

const batchSize = 1_000;
/** An order that came to nothing (dead-lettered, row lost) is given again after this. */
const againMs = 15 * 60_000;

/** Queues characters in batches of 1,000, a transaction each: order and moved due time commit together, so two schedulers or a command beside one queue nobody twice. */
export async function queueDue(
  deps: CharacterSyncDeps,
  now: Date,
  { force = false, full = false, onQueued }: QueueOptions<CharacterId>,
): Promise<number> {
  const mark = {
    now,
    nextSyncAt: new Date(now.getTime() + againMs),
    message: syncMessages.queued,
    limit: batchSize,
  };
  let count = 0;
  let after = id<CharacterId>(0);
  for (;;) {
    const taken = await deps.database.transaction(async (tx) => {
      const characterIds = force
        ? await takeAll(tx, { ...mark, after })
        : await takeDue(tx, mark);
      await deps.outbox.addMany(
        tx,
        syncCharacterKillmails,
        characterIds.map((characterId) =>
          syncOrder(characterId, force || full ? "command" : "due", {
            force,
            full,
          }),
        ),
        { priority: "recent", key: syncKey },
      );
      return characterIds;
    });
    deps.outbox.poke();
    // At once, not in turn: each may wait for a pub/sub that is away.
    await Promise.all(
      taken.map((characterId) => publishChange(deps, characterId)),
    );
    onQueued?.(taken);
    count += taken.length;
    if (taken.length < batchSize) return count;
    after = taken.at(-1) ?? after;
  }
}
