import {
  type CharacterId,
  id,
  implementTask,
  type Priority,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { LinkedCharacterView, WorkingToken } from "../accounts/index.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import { killmailScope } from "./killmail-scope.ts";
import { nextSyncAt } from "./next-sync-at.ts";
import { publishChange } from "./publish-change.ts";
import { readSyncs, writeSync } from "./store.ts";
import { syncFailure } from "./sync-failure.ts";
import { syncMessages } from "./sync-messages.ts";
import { syncCharacterKillmails } from "./tasks.ts";
import { isTokenRefused } from "./token-refused.ts";
import { readListCursor, walkKillmailList } from "./walk-killmail-list.ts";

/** One check of a character's list. However it ends, the character's row says how, why, and when the next one is due. */
export function syncCharacterKillmailsTask(
  deps: CharacterSyncDeps,
): TaskImplementation {
  const { accounts, clock, database } = deps;

  async function stop(characterId: CharacterId, message: string) {
    await writeSync(
      database.prisma,
      characterId,
      { state: "stopped", message, nextSyncAt: null },
      clock.now(),
    );
    await publishChange(deps, characterId);
  }

  return implementTask(
    syncCharacterKillmails,
    async ({ force = false, full = false, ...payload }, { priority, log }) => {
      const characterId = id<CharacterId>(payload.characterId);
      const link = await accounts.linkedCharacter(characterId);
      // Unlinked since the order was given; its row went with it.
      if (link === null) return;
      if (link.expiresAt !== null) {
        await stop(characterId, syncMessages.authorisationEnded);
        return;
      }
      if (!link.scopes.includes(killmailScope)) {
        await stop(characterId, syncMessages.scopeMissing);
        return;
      }
      if (!force && !full && (await isStillFresh(deps, link))) return;

      try {
        await check(deps, link, { full, priority });
      } catch (error) {
        const now = clock.now();
        const { isRetried, ...failure } = syncFailure(error, now);
        await writeSync(database.prisma, characterId, failure, now);
        await publishChange(deps, characterId);
        if (isRetried) throw error;
        log.warn({ characterId, error, ...failure }, "Character sync refused");
      }
    },
  );
}

/** ESI would only repeat itself: puts the row back as the last check left it, due when there can be news. */
async function isStillFresh(
  deps: CharacterSyncDeps,
  link: LinkedCharacterView,
): Promise<boolean> {
  const { characterId } = link;
  const now = deps.clock.now();
  const cursor = await readListCursor(deps, link);
  if (cursor?.expiresAt == null || cursor.expiresAt <= now) return false;
  const [row] = await readSyncs(deps.database.prisma, [characterId]);
  if (row?.lastSyncAt == null) return false;
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

async function check(
  deps: CharacterSyncDeps,
  link: LinkedCharacterView,
  options: { full: boolean; priority: Priority },
): Promise<void> {
  const { clock, database } = deps;
  const { characterId } = link;
  const reading = { state: "running", message: syncMessages.reading } as const;
  await writeSync(database.prisma, characterId, reading, clock.now());
  await publishChange(deps, characterId);

  await withToken(deps, characterId, (working) =>
    walkKillmailList(deps, {
      working,
      ...options,
      async onEnd(tx, { fresh, expiresAt }) {
        const now = clock.now();
        const [row] = await readSyncs(tx, [characterId]);
        await writeSync(
          tx,
          characterId,
          {
            state: "idle",
            message:
              fresh > 0 ? syncMessages.found(fresh) : syncMessages.upToDate,
            lastSyncAt: now,
            nextSyncAt: nextSyncAt({
              checkedAt: now,
              lastNewAt: row?.lastNewAt ?? null,
              linkedAt: link.linkedAt,
              expiresAt,
            }),
          },
          now,
        );
      },
    }),
  );
  await publishChange(deps, characterId);
}

/** A token ESI refuses is replaced once; a second refusal is no matter of age. */
async function withToken(
  { accounts }: CharacterSyncDeps,
  characterId: CharacterId,
  work: (working: WorkingToken) => Promise<void>,
): Promise<void> {
  const working = await accounts.accessToken(characterId);
  try {
    await work(working);
  } catch (error) {
    if (!isTokenRefused(error)) throw error;
    await accounts.refusedToken(characterId, working.token);
    await work(await accounts.accessToken(characterId));
  }
}
