import {
  type CharacterId,
  id,
  implementTask,
  type TaskImplementation,
} from "../../kernel/index.ts";
import { noteCheck } from "../sync-checks/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import type { SourceCursor } from "../killmails/index.ts";
import { checkList } from "./check-list.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import { killmailScope } from "./killmail-scope.ts";
import { nextSyncAt } from "./next-sync-at.ts";
import { publishChange } from "./publish-change.ts";
import { readSyncs, type SyncRow, writeSync } from "./store.ts";
import { type SyncFailure, syncFailure } from "./sync-failure.ts";
import { syncMessages } from "./sync-messages.ts";
import { checkCharacter, syncCharacterKillmails, syncKey } from "./tasks.ts";
import { readListCursor } from "./walk-killmail-list.ts";
import type { Tally } from "./walk-list.ts";

/** One check of a character's list. However it ends, the character's row and its history say how, why, and when the next one is due. */
export function syncCharacterKillmailsTask(
  deps: CharacterSyncDeps,
): TaskImplementation {
  const { accounts, clock, database, outbox } = deps;

  async function noteFailure(
    { characterId, grantId }: LinkedCharacterView,
    { state, message, nextSyncAt }: Omit<SyncFailure, "isRetried">,
    tally: Tally,
  ): Promise<void> {
    const now = clock.now();
    await database.transaction(async (tx) => {
      await writeSync(tx, characterId, { state, message, nextSyncAt }, now);
      await noteCheck(
        tx,
        { kind: "character", id: grantId },
        {
          checkedAt: now,
          result: state === "late" ? "late" : "refused",
          message,
          ...tally,
        },
      );
      // Whatever ended it: a character that is gone is told so.
      if (state === "stopped")
        await outbox.add(
          tx,
          checkCharacter,
          { characterId },
          { key: syncKey({ characterId }) },
        );
    });
    outbox.poke();
    await publishChange(deps, characterId);
  }

  return implementTask(
    syncCharacterKillmails,
    async ({ force = false, full = false, ...order }, { priority, log }) => {
      const characterId = id<CharacterId>(order.characterId);
      const link = await accounts.linkedCharacter(characterId);
      const [row] = await readSyncs(database.prisma, [characterId]);
      // Unlinked since the order was given; its row went with it.
      if (link === null || row === undefined) return;
      const tally: Tally = { found: 0, fresh: 0, tokens: 0 };
      const reason = stopReason(link);
      if (reason !== null) {
        const isKnown = row.state === "stopped" && row.message === reason;
        const stopped = { state: "stopped", message: reason } as const;
        if (!isKnown)
          await noteFailure(link, { ...stopped, nextSyncAt: null }, tally);
        return;
      }
      const cursor = await readListCursor(deps, link);
      if (!force && !full && (await isStillFresh(deps, { link, row, cursor })))
        return;

      log.debug({ characterId, reason: order.reason }, "Checking a list");
      try {
        await checkList(deps, { link, row, cursor, full, priority, tally });
      } catch (error) {
        // Unlinked while the check ran: nobody is left to be told.
        if ((await accounts.linkedCharacter(characterId)) === null) return;
        const failure = syncFailure(error, clock.now());
        await noteFailure(link, failure, tally);
        if (failure.isRetried) throw error;
        log.warn({ characterId, error, ...failure }, "Character sync refused");
      }
    },
  );
}

/** Why there is nothing to ask ESI for; null when there is. */
function stopReason(link: LinkedCharacterView): string | null {
  if (link.expiresAt !== null)
    return link.expiredReason ?? syncMessages.authorisationEnded;
  return link.scopes.includes(killmailScope) ? null : syncMessages.scopeMissing;
}

/** ESI would only repeat itself: puts the row back as the last check left it, due when there can be news. */
async function isStillFresh(
  deps: CharacterSyncDeps,
  known: {
    link: LinkedCharacterView;
    row: SyncRow;
    cursor: SourceCursor | null;
  },
): Promise<boolean> {
  const { link, row, cursor } = known;
  const { characterId } = link;
  const now = deps.clock.now();
  if (cursor?.expiresAt == null || cursor.expiresAt <= now) return false;
  if (row.lastSyncAt === null) return false;
  await writeSync(
    deps.database.prisma,
    characterId,
    {
      state: "idle",
      message: syncMessages.upToDate,
      nextSyncAt: nextSyncAt({
        checkedAt: row.lastSyncAt,
        lastNewAt: row.lastNewAt,
        linkedAt: link.linkedAt,
        expiresAt: cursor.expiresAt,
      }),
    },
    now,
  );
  await publishChange(deps, characterId);
  return true;
}
