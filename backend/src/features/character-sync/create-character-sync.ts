import type { GrantId } from "../../kernel/index.ts";
import { readGaps, readUnfetched } from "../killmails/index.ts";
import { readChecks } from "../sync-checks/index.ts";
import type { CharacterSync } from "./character-sync.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import { queueDue } from "./queue-due.ts";
import { requestSync } from "./request-sync.ts";
import { compareList } from "./compare-list.ts";
import {
  countStates,
  insertQueued,
  readCharacterIds,
  readSyncs,
} from "./store.ts";
import { syncCharacterKillmailsTask } from "./sync-character-killmails.task.ts";
import { tokensLeft } from "./tokens-left.ts";
import { syncMessages } from "./sync-messages.ts";
import { type MailCounts, syncView } from "./sync-view.ts";
import {
  refreshAffiliations,
  syncCharacterKillmails,
  syncKey,
  syncOrder,
  wakeKey,
} from "./tasks.ts";
import { listSource } from "./walk-killmail-list.ts";
import { checkCharacterTask } from "./whereabouts/check-character.task.ts";
import {
  lookEveryMs,
  noteWhereabouts,
} from "./whereabouts/note-whereabouts.ts";
import { queueAffiliations } from "./whereabouts/queue-affiliations.ts";
import { refreshAffiliationsTask } from "./whereabouts/refresh-affiliations.task.ts";

/** For the case that the order itself is lost by an operator's hand: the character comes due again. */
const againMs = 15 * 60_000;

export function createCharacterSync(deps: CharacterSyncDeps): CharacterSync {
  const { accounts, clock, database, killmails, outbox } = deps;
  return {
    async scheduleFirstSync(tx, { characterId, grantId }) {
      const now = clock.now();
      // A grant that was there before keeps what its list showed.
      const cursor = await killmails.cursor(tx, listSource, String(grantId));
      await insertQueued(
        tx,
        characterId,
        {
          message:
            cursor === null ? syncMessages.firstQueued : syncMessages.queued,
          nextSyncAt: new Date(now.getTime() + againMs),
        },
        now,
      );
      // What fell due while nobody had the character linked was left private.
      if (cursor !== null) await killmails.resumePublication(tx, grantId);
      const before = new Date(now.getTime() - lookEveryMs);
      await killmails.forgetMember(tx, grantId, before);
      await outbox.add(tx, refreshAffiliations, {}, { key: wakeKey });
      await outbox.add(
        tx,
        syncCharacterKillmails,
        syncOrder(characterId, "login"),
        {
          priority: "immediate",
          key: syncKey({ characterId }),
        },
      );
    },
    queueDue: (now, options = {}) => queueDue(deps, now, options),
    queueAffiliations: (now) => queueAffiliations(deps, now),
    noteWhereabouts: (tx, seen) => noteWhereabouts(deps, tx, seen),
    requestSync: (viewer, characterId) =>
      requestSync(deps, viewer, characterId),
    async syncView(characterIds) {
      const now = clock.now();
      const rows = await readSyncs(database.prisma, characterIds);
      const tokens = await tokensLeft(deps, characterIds, now);
      const views = await Promise.all(
        characterIds.map(async (characterId) => {
          const link = await accounts.linkedCharacter(characterId);
          if (link === null) return null;
          const row = rows.find((found) => found.characterId === characterId);
          return syncView(link, row, await countMails(deps, link.grantId), {
            tokens: tokens.get(characterId) ?? { left: 0, limit: 0 },
            now,
          });
        }),
      );
      return new Map(
        views
          .filter((view) => view !== null)
          .map((view) => [view.characterId, view]),
      );
    },
    checks: (grantIds, limit) =>
      readChecks(database.prisma, "character", grantIds, limit),
    gaps: (grantIds, limit) =>
      readGaps(database.prisma, "character", grantIds, limit),
    states: (characterIds) => countStates(database.prisma, characterIds),
    characters: () => readCharacterIds(database.prisma),
    compareList: (characterId) => compareList(deps, characterId),
    implementations: [
      syncCharacterKillmailsTask(deps),
      refreshAffiliationsTask(deps),
      checkCharacterTask(deps),
    ],
  };
}

async function countMails(
  { database: { prisma }, killmails }: CharacterSyncDeps,
  grantId: GrantId,
): Promise<MailCounts> {
  const counts = await killmails.countsForGrant(prisma, grantId);
  return {
    ...counts,
    unfetched:
      counts.pending > 0 ? await readUnfetched(prisma, { grantId }) : null,
  };
}
