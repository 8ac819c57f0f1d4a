import {
  type CharacterId,
  type CorporationId,
  type GrantId,
  id,
  implementTask,
  type TaskImplementation,
} from "../../../kernel/index.ts";
import {
  createOneAtATime,
  type EsiAffiliation,
  resolveAffiliations,
} from "../../../platform/esi/index.ts";
import type { CharacterSyncDeps } from "../deps.ts";
import { publishChange } from "../publish-change.ts";
import {
  checkCharacter,
  refreshAffiliations,
  syncKey,
  wakeKey,
} from "../tasks.ts";
import { readDueLooks, writeLooks } from "./look-rows.ts";
import { doomheim, noteGone } from "./note-gone.ts";
import { lookEveryMs, noteWhereabouts } from "./note-whereabouts.ts";

/** What ESI takes in one call. */
const bulkSize = 1_000;
/** Of the 100 errors ESI allows in a minute; the resolvers of names have theirs. */
const mostRefusals = 20;
const refusedWaitMs = 60_000;

/** Notes where up to 1,000 linked characters are, and orders itself again while there are more. */
export function refreshAffiliationsTask(
  deps: CharacterSyncDeps,
): TaskImplementation {
  const { clock, database, esi, outbox } = deps;
  const inTurn = createOneAtATime();

  return implementTask(refreshAffiliations, (_wake, { priority }) =>
    inTurn(async () => {
      const due = await readDueLooks(database.prisma, clock.now(), bulkSize);
      const grants = new Map(
        due.map(({ characterId, grantId }) => [characterId, grantId]),
      );
      const left = await resolveAffiliations(esi, [...grants.keys()], {
        priority,
        mostRefusals,
        onFound: (found) => noteFound(deps, grants, found),
        onMissing: (ids) => askAlone(deps, ids),
      });
      if (left.length === 0 && due.length < bulkSize) return;
      const waitMs = left.length > 0 ? refusedWaitMs : 0;
      const dueAt = new Date(clock.now().getTime() + waitMs);
      await database.transaction((tx) =>
        outbox.add(
          tx,
          refreshAffiliations,
          {},
          { priority, key: wakeKey, dueAt },
        ),
      );
      outbox.poke();
    }),
  );
}

async function noteFound(
  deps: CharacterSyncDeps,
  grants: ReadonlyMap<CharacterId, GrantId>,
  found: readonly EsiAffiliation[],
): Promise<void> {
  const seen = found.flatMap((one) => {
    const characterId = id<CharacterId>(one.character_id);
    const grantId = grants.get(characterId);
    if (grantId === undefined) return [];
    const corporationId = id<CorporationId>(one.corporation_id);
    return [{ characterId, grantId, corporationId }];
  });
  const isGone = (one: (typeof seen)[number]) => one.corporationId === doomheim;
  const gone = seen.filter(isGone);
  const changed = await deps.database.transaction(async (tx) => {
    for (const one of gone) await noteGone(deps, tx, one);
    return noteWhereabouts(
      deps,
      tx,
      seen.filter((one) => !isGone(one)),
    );
  });
  deps.outbox.poke();
  const told = [...gone.map(({ characterId }) => characterId), ...changed];
  // At once, not in turn: each may wait for a pub/sub that is away.
  await Promise.all(told.map((one) => publishChange(deps, one)));
}

/** Whether they are gone, or were only refused together with such, ESI says of each alone. */
async function askAlone(
  { clock, database, outbox }: CharacterSyncDeps,
  characterIds: readonly CharacterId[],
): Promise<void> {
  const lookAt = new Date(clock.now().getTime() + lookEveryMs);
  await database.transaction(async (tx) => {
    await writeLooks(tx, characterIds, lookAt);
    await outbox.addMany(
      tx,
      checkCharacter,
      characterIds.map((characterId) => ({ characterId })),
      { key: syncKey },
    );
  });
  outbox.poke();
}
