import {
  type Clock,
  implementTask,
  type TaskContract,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import {
  createOneAtATime,
  type Esi,
  resolveNames,
} from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type { EntityKind } from "./entities.ts";
import { markMissing, readUnlearnt, writeNames } from "./store/entity-rows.ts";
import { type Wake, wakeKey } from "./tasks.ts";

/** What ESI takes in one call. */
const bulkSize = 1_000;
/** Of the 100 errors ESI allows in a minute; there are several resolvers, and other callers. */
const mostRefusals = 20;
const refusedWaitMs = 60_000;

/** Learns up to 1,000 names of these kinds, and orders itself again while there are more. */
export function resolveNamesTask(
  contract: TaskContract<Wake>,
  kinds: readonly EntityKind[],
  deps: {
    database: Database;
    clock: Clock;
    outbox: Outbox;
    esi: Pick<Esi, "names">;
  },
): TaskImplementation {
  const { database, clock, outbox, esi } = deps;
  const { prisma } = database;
  const inTurn = createOneAtATime();

  return implementTask(contract, (_wake, { priority, log }) =>
    inTurn(async () => {
      const ids = await readUnlearnt(prisma, kinds, bulkSize);
      const left = await resolveNames(esi, ids, {
        priority,
        mostRefusals,
        onNamed: (names) => writeNames(prisma, names, clock.now()),
        onMissing: async (missing) => {
          log.warn({ missing }, "ESI does not know these ids");
          await markMissing(prisma, missing, clock.now());
        },
      });
      if (left.length === 0 && ids.length < bulkSize) return;
      const waitMs = left.length > 0 ? refusedWaitMs : 0;
      const dueAt = new Date(clock.now().getTime() + waitMs);
      await database.transaction((tx) =>
        outbox.add(tx, contract, {}, { priority, key: wakeKey, dueAt }),
      );
      outbox.poke();
    }),
  );
}
