import {
  type CharacterId,
  type CorporationId,
  id,
  implementTask,
  type Priority,
  type TaskImplementation,
} from "../../kernel/index.ts";
import { EsiRefusedError } from "../../platform/esi/index.ts";
import type { Membership } from "../killmails/index.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { publishChange } from "./publish-change.ts";
import { readUnseen, type Whereabouts } from "./store/affiliation-rows.ts";
import { readDirectors } from "./store/director-rows.ts";
import { switchOff } from "./switch-off.ts";
import { refreshAffiliations } from "./tasks.ts";

/** ESI's cache time of affiliations. */
export const affiliationEveryMs = 60 * 60_000;
/** What ESI takes in one call. */
const bulkSize = 1_000;
/** Where EVE puts deleted characters. */
const doomheim = id<CorporationId>(1_000_001);

/** Notes where up to 1,000 linked characters are, and orders itself again while there are more. */
export function refreshAffiliationsTask(
  deps: CorporationSyncDeps,
): TaskImplementation {
  const { clock, database, killmails, outbox } = deps;
  return implementTask(refreshAffiliations, async (_wake, { priority }) => {
    const before = new Date(clock.now().getTime() - affiliationEveryMs);
    const unseen = await readUnseen(database.prisma, before, bulkSize);
    if (unseen.length === 0) return;
    const corporations = await readCorporations(
      deps,
      unseen.map(({ characterId }) => characterId),
      priority,
    );
    const checkedAt = clock.now();
    const members = unseen.map(({ characterId, grantId }): Membership => ({
      grantId,
      corporationId: corporations.get(characterId) ?? doomheim,
      checkedAt,
    }));
    await killmails.noteMembers(database.prisma, members);
    await switchOffMovers(deps, unseen, corporations);
    if (unseen.length < bulkSize) return;
    await database.transaction((tx) =>
      outbox.add(tx, refreshAffiliations, {}, { priority, key: wakeKey }),
    );
    outbox.poke();
  });
}

/** One waiting order. */
export const wakeKey = "wake";

/** One bad id fails the whole call, so a refused group is halved until the bad ones stand alone; those are left out. */
async function readCorporations(
  deps: CorporationSyncDeps,
  ids: readonly CharacterId[],
  priority: Priority,
): Promise<Map<CharacterId, CorporationId>> {
  try {
    const { body } = await deps.esi.affiliations(ids, priority);
    return new Map(
      body.map((one) => [id(one.character_id), id(one.corporation_id)]),
    );
  } catch (error) {
    if (!(error instanceof EsiRefusedError)) throw error;
    if (![400, 404].includes(error.status)) throw error;
    if (ids.length === 1) return new Map();
    const middle = Math.ceil(ids.length / 2);
    const halves = [ids.slice(0, middle), ids.slice(middle)];
    const found = new Map<CharacterId, CorporationId>();
    for (const half of halves)
      for (const entry of await readCorporations(deps, half, priority))
        found.set(...entry);
    return found;
  }
}

async function switchOffMovers(
  deps: CorporationSyncDeps,
  unseen: readonly Whereabouts[],
  corporations: ReadonlyMap<CharacterId, CorporationId>,
): Promise<void> {
  const { accounts, database } = deps;
  const rows = await readDirectors(
    database.prisma,
    unseen.map(({ characterId }) => characterId),
  );
  for (const { state, characterId, corporationId } of rows.values()) {
    if (state !== "on" || corporations.get(characterId) === corporationId)
      continue;
    const link = await accounts.linkedCharacter(characterId);
    if (link === null) continue;
    await database.transaction((tx) =>
      switchOff(tx, deps, link, { state: "off", message: messages.left }),
    );
    await publishChange(deps, [characterId]);
  }
}
