import {
  type CharacterId,
  type Clock,
  id,
  implementTask,
  type TaskImplementation,
} from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import {
  createOneAtATime,
  type Esi,
  type EsiAffiliation,
  resolveAffiliations,
  resolveNames,
} from "../../../platform/esi/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import type { EntityKind } from "../entities.ts";
import { writeNames } from "../store/entity-rows.ts";
import { readDue, type Told, writeTold } from "../store/refresh-rows.ts";
import { refreshCharacters, wakeKey } from "../tasks.ts";
import { noteNeighbours } from "./note-neighbours.ts";

/** What ESI takes in one call. */
const bulkSize = 1_000;
/** Of the 100 errors ESI allows in a minute. */
const mostRefusals = 20;
const refusedWaitMs = 60_000;
/** Where deleted characters are. */
const doomheim = 1_000_001;

/** Asks where up to 1,000 characters are now and what they are called, two calls, and orders itself again while there are more. */
export function refreshCharactersTask(deps: {
  database: Database;
  clock: Clock;
  outbox: Outbox;
  esi: Pick<Esi, "affiliations" | "names">;
}): TaskImplementation {
  const { database, clock, outbox, esi } = deps;
  const { prisma } = database;
  const inTurn = createOneAtATime();

  async function keepFound(found: readonly EsiAffiliation[]): Promise<void> {
    const told = found.map(
      ({ character_id, corporation_id, alliance_id }): Told => ({
        id: character_id,
        corporationId: corporation_id,
        allianceId: alliance_id ?? null,
        isDeleted: corporation_id === doomheim,
      }),
    );
    await database.transaction(async (tx) => {
      await writeTold(tx, told, clock.now());
      await noteNeighbours(tx, outbox, neighboursOf(found), clock.now());
    });
  }

  return implementTask(refreshCharacters, (_wake, { priority }) =>
    inTurn(async () => {
      const due = await readDue(prisma, "character", clock.now(), bulkSize);
      const found: number[] = [];
      const options = { priority, mostRefusals };
      const left = await resolveAffiliations(
        esi,
        due.map((one) => id<CharacterId>(one)),
        {
          ...options,
          onFound: async (some) => {
            await keepFound(some);
            found.push(...some.map(({ character_id }) => character_id));
          },
          onMissing: (gone) =>
            database.transaction((tx) =>
              writeTold(
                tx,
                gone.map((one) => ({ id: one, isDeleted: true })),
                clock.now(),
              ),
            ),
        },
      );
      // Those that are there have a name: nothing is refused, unless one was deleted just now.
      await resolveNames(esi, found, {
        ...options,
        mostRefusals: 1,
        onNamed: (names) => writeNames(prisma, names, clock.now()),
        onMissing: () => Promise.resolve(),
      });
      if (left.length > 0 || due.length === bulkSize) {
        const waitMs = left.length > 0 ? refusedWaitMs : 0;
        const dueAt = new Date(clock.now().getTime() + waitMs);
        await database.transaction((tx) =>
          outbox.add(
            tx,
            refreshCharacters,
            {},
            { priority, key: wakeKey, dueAt },
          ),
        );
      }
      outbox.poke();
    }),
  );
}

function neighboursOf(
  found: readonly EsiAffiliation[],
): Map<number, EntityKind> {
  const neighbours = new Map<number, EntityKind>();
  for (const { corporation_id, alliance_id } of found) {
    neighbours.set(corporation_id, "corporation");
    if (alliance_id !== undefined) neighbours.set(alliance_id, "alliance");
  }
  return neighbours;
}
