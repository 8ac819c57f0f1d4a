import type { Clock, Logger } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { PubSub } from "../../platform/pubsub/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type { KillmailEffect } from "./killmail-effect.ts";
import type { Killmails } from "./killmails.ts";
import { record } from "./record.ts";
import { storeBodies } from "./store-bodies.ts";
import { createPartitions } from "./store/ensure-partitions.ts";
import { countsForGrant, isPending, rejectReferences } from "./store/ledger.ts";
import { readByIds } from "./store/read-by-ids.ts";
import { lastSequence, liveGrants, logAfter } from "./store/read-log.ts";
import { isEntityKnown, readPage } from "./store/read-page.ts";
import { readCursor } from "./store/source-cursor.ts";
import { visibilityChannel } from "./visibility-channel.ts";

export interface KillmailsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly pubsub: PubSub;
  readonly effects?: readonly KillmailEffect[];
  readonly log: Logger;
}

export function createKillmails(deps: KillmailsDeps): Killmails {
  const { database, outbox, pubsub, log, effects = [] } = deps;
  const { prisma } = database;
  const ensurePartitions = createPartitions(database);

  const announce = () => pubsub.publish(visibilityChannel, "");

  return {
    record: (tx, input) => record(deps, tx, input),
    cursor: readCursor,
    isPending,
    async store(bodies) {
      const counts = await storeBodies(
        { ...deps, effects, ensurePartitions },
        bodies,
      );
      if (counts.stored > 0) {
        outbox.poke();
        // The mails are committed: a nudge that failed must not make the caller deliver them again. Subscribers read the log, so the next nudge brings these too.
        await announce().catch((error: unknown) => {
          log.warn({ error }, "Subscribers could not be told of new killmails");
        });
      }
      return counts;
    },
    async reject(db, reference, reason) {
      await rejectReferences(db, [{ reference, reason }]);
    },
    announce,
    countsForGrant,
    async byId(viewer, killmailId) {
      const found = await readByIds(prisma, viewer, [killmailId]);
      return found.get(killmailId) ?? null;
    },
    byIds: (viewer, killmailIds) => readByIds(prisma, viewer, killmailIds),
    page: (viewer, query) => readPage(prisma, viewer, query),
    isEntityKnown: (viewer, entityId) =>
      isEntityKnown(prisma, viewer, entityId),
    logAfter: (sequence, limit) => logAfter(prisma, sequence, limit),
    lastSequence: () => lastSequence(prisma),
    liveGrants: (viewer) => liveGrants(prisma, viewer),
  };
}
