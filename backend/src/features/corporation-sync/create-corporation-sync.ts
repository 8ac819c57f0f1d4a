import { checkDirectorTask } from "./check-director.task.ts";
import { compareList } from "./compare-list.ts";
import type { CorporationSync } from "./corporation-sync.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { queueDue } from "./queue-due.ts";
import { createLists } from "./create-lists.ts";
import { createSwitch } from "./create-switch.ts";
import { readDirectors } from "./store/director-rows.ts";
import { readCorporationIds } from "./store/sync-rows.ts";
import { syncCorporationKillmailsTask } from "./sync-corporation-killmails.task.ts";
import { switchOffMoverTask } from "./switch-off-mover.task.ts";
import { checkDirector, directorKey } from "./tasks.ts";
import { createViews } from "./create-views.ts";

export function createCorporationSync(
  deps: CorporationSyncDeps,
): CorporationSync {
  const { database, killmails, outbox } = deps;
  const lists = createLists(deps);
  return {
    async onLinked(tx, { characterId, grantId }) {
      const row = (await readDirectors(tx, [characterId])).get(characterId);
      if (row?.state !== "on") await killmails.noteDirector(tx, grantId, false);
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
    corporations: () => readCorporationIds(database.prisma),
    compareList: (corporationId) => compareList(deps, corporationId),
    views: createViews(deps, lists),
    ...lists,
    implementations: [
      syncCorporationKillmailsTask(deps),
      checkDirectorTask(deps),
      switchOffMoverTask(deps),
    ],
  };
}
