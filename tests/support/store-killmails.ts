import {
  type Clock,
  id,
  type KillmailId,
  silentLogger,
} from "../../backend/src/kernel/index.ts";
import {
  createKillmails,
  type EsiKillmail,
  killmailHash,
} from "../../backend/src/features/killmails/index.ts";
import type { Database } from "../../backend/src/platform/database/index.ts";
import type { Outbox } from "../../backend/src/platform/queue/index.ts";

/** Mails that came from a public source, stored; what listens to that is in the outbox afterwards. */
export async function storeKillmails(
  deps: { database: Database; clock: Clock; outbox: Outbox },
  mails: readonly EsiKillmail[],
): Promise<void> {
  const killmails = createKillmails({
    ...deps,
    log: silentLogger,
    pubsub: {
      publish: () => Promise.resolve(),
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    },
  });
  const priority = "live";
  const bodies = mails.map((body) => {
    const killmailId = id<KillmailId>(body.killmail_id);
    const reference = { killmailId, hash: killmailHash(body) };
    return { reference, body, priority } as const;
  });
  await deps.database.transaction((tx) =>
    killmails.record(tx, {
      references: bodies.map(({ reference }) => reference),
      source: "zkillboard",
      grantId: null,
      priority,
    }),
  );
  await killmails.store(bodies);
  // Their bodies are here: nobody has to fetch them.
  await deps.database.prisma.outbox.deleteMany({
    where: { task: "fetch-killmail" },
  });
}
