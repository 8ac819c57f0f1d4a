import { checkDirectorTask } from "./check-director.task.ts";
import { compareList } from "./compare-list.ts";
import type { CorporationSync } from "./corporation-sync.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { queueDue } from "./queue-due.ts";
import {
  affiliationEveryMs,
  refreshAffiliationsTask,
  wakeKey,
} from "./refresh-affiliations.task.ts";
import { createSwitch } from "./create-switch.ts";
import { readUnseen } from "./store/affiliation-rows.ts";
import { readDirectors } from "./store/director-rows.ts";
import { readCorporationIds } from "./store/sync-rows.ts";
import { syncCorporationKillmailsTask } from "./sync-corporation-killmails.task.ts";
import { checkDirector, directorKey, refreshAffiliations } from "./tasks.ts";
import { createViews } from "./create-views.ts";

export function createCorporationSync(
  deps: CorporationSyncDeps,
): CorporationSync {
  const { clock, database, killmails, outbox } = deps;
  return {
    async onLinked(tx, { characterId, grantId }) {
      const row = (await readDirectors(tx, [characterId])).get(characterId);
      const before = new Date(clock.now().getTime() - affiliationEveryMs);
      await killmails.forgetMember(tx, grantId, before);
      if (row?.state !== "on") await killmails.noteDirector(tx, grantId, false);
      await outbox.add(tx, refreshAffiliations, {}, { key: wakeKey });
      if (row?.isWanted !== true) return;
      await outbox.add(
        tx,
        checkDirector,
        { characterId },
        { priority: "immediate", key: directorKey({ characterId }) },
      );
    },
    ...createSwitch(deps),
    queueDue: (now, options = {}) => queueDue(deps, now, options),
    async queueAffiliations(now) {
      const before = new Date(now.getTime() - affiliationEveryMs);
      const unseen = await readUnseen(database.prisma, before, 1);
      if (unseen.length === 0) return 0;
      await database.transaction((tx) =>
        outbox.add(tx, refreshAffiliations, {}, { key: wakeKey }),
      );
      outbox.poke();
      return 1;
    },
    corporations: () => readCorporationIds(database.prisma),
    compareList: (corporationId) => compareList(deps, corporationId),
    views: createViews(deps),
    implementations: [
      syncCorporationKillmailsTask(deps),
      checkDirectorTask(deps),
      refreshAffiliationsTask(deps),
    ],
  };
}
