import { type CorporationId, id } from "../../kernel/index.ts";
import type { QueueOptions } from "../character-sync/index.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { takeAll, takeDue } from "./store/sync-rows.ts";
import { corporationKey, syncCorporationKillmails } from "./tasks.ts";

const batchSize = 1_000;
/** An order that came to nothing (dead-lettered, row lost) is given again after this. */
const againMs = 15 * 60_000;

/** Queues corporations in batches, a transaction each: order and moved due time commit together, so two schedulers or a command beside one queue nobody twice. */
export async function queueDue(
  { database, outbox }: Pick<CorporationSyncDeps, "database" | "outbox">,
  now: Date,
  { force = false, full = false, onQueued }: QueueOptions<CorporationId>,
): Promise<number> {
  const flags = {
    ...(force ? { force: true } : {}),
    ...(full ? { full: true } : {}),
  };
  const mark = {
    now,
    nextSyncAt: new Date(now.getTime() + againMs),
    message: messages.queued,
    limit: batchSize,
  };
  let count = 0;
  let after = id<CorporationId>(0);
  for (;;) {
    const taken = await database.transaction(async (tx) => {
      const corporationIds =
        force || full
          ? await takeAll(tx, { ...mark, after })
          : await takeDue(tx, mark);
      await outbox.addMany(
        tx,
        syncCorporationKillmails,
        corporationIds.map((corporationId) => ({ corporationId, ...flags })),
        { priority: "recent", key: corporationKey },
      );
      return corporationIds;
    });
    outbox.poke();
    onQueued?.(taken);
    count += taken.length;
    if (taken.length < batchSize) return count;
    after = taken.at(-1) ?? after;
  }
}
