import {
  type KillmailId,
  RejectedError,
  type Viewer,
} from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { Killmails } from "../killmails.ts";
import { appendVisibilityLog } from "../store/append-visibility-log.ts";
import { readByIds } from "../store/read-by-ids.ts";
import type { Visibility } from "../visibility.ts";
import { openReferences, type OpeningDeps } from "./open-references.ts";

/** `Killmails.publish`: whoever sees a mail can show it to everybody. One that they do not see is refused like one that does not exist. */
export function createPublish(
  deps: OpeningDeps & {
    database: Database;
    visibility: Visibility;
    tellOfNews: () => Promise<void>;
  },
): Killmails["publish"] {
  const { database, clock, visibility, tellOfNews } = deps;
  return async (viewer, killmailId) => {
    await database.transaction(async (tx) => {
      const found = await readByIds(tx, visibility, viewer, [killmailId]);
      const mail = found.get(killmailId) ?? unknownKillmail(killmailId);
      if (mail.isPublic) return;
      const reference = { killmailId, hash: mail.hash };
      const { visible } = await openReferences(tx, deps, [reference], {
        source: "pilot",
        priority: "immediate",
      });
      await appendVisibilityLog(tx, visible, clock.now());
    });
    await tellOfNews();
    return readPublished(killmailId);
  };

  async function readPublished(killmailId: KillmailId) {
    const nobody: Viewer = { kind: "anonymous" };
    const { prisma } = database;
    const found = await readByIds(prisma, visibility, nobody, [killmailId]);
    return found.get(killmailId) ?? unknownKillmail(killmailId);
  }
}

function unknownKillmail(killmailId: KillmailId): never {
  throw new RejectedError(
    "NOT_FOUND",
    `There is no killmail ${killmailId} that you can see.`,
  );
}
