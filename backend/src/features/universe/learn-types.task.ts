import {
  type Clock,
  implementTask,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import {
  createOneAtATime,
  type Esi,
  resolveNames,
} from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { describeTypes } from "./describe-types.ts";
import { learnTypesFromBuild } from "./learn-from-build.ts";
import { markMissing, readUnlearnt, writeTypes } from "./store.ts";
import { learnTypes, wakeKey } from "./tasks.ts";

/** What ESI takes in one call. */
const bulkSize = 1_000;
/** Of the 100 errors ESI allows in a minute; others ask for names as well. */
const mostRefusals = 10;
const refusedWaitMs = 60_000;

/** Learns the names of up to 1,000 types in one call, and what else is to know of those the static data do not have; orders itself again while there are more. */
export function learnTypesTask(deps: {
  database: Database;
  clock: Clock;
  outbox: Outbox;
  esi: Pick<Esi, "names" | "type" | "group">;
  onLearnt: () => void;
}): TaskImplementation {
  const { database, clock, outbox, esi } = deps;
  const { prisma } = database;
  const inTurn = createOneAtATime();

  return implementTask(learnTypes, (_wake, { priority, log }) =>
    inTurn(async () => {
      await learnTypesFromBuild(prisma, clock.now());
      const ids = await readUnlearnt(prisma, "item_types", bulkSize);
      const left = await resolveNames(esi, ids, {
        priority,
        mostRefusals,
        onNamed: (names) => writeTypes(prisma, names, clock.now()),
        onMissing: async (missing) => {
          log.warn({ missing }, "ESI does not know these types");
          await markMissing(prisma, "item_types", missing, clock.now());
        },
      });
      const isMoreToDescribe = await describeTypes(deps, { priority, log });
      deps.onLearnt();
      const isMore = isMoreToDescribe || ids.length === bulkSize;
      if (left.length === 0 && !isMore) return;
      const waitMs = left.length > 0 ? refusedWaitMs : 0;
      const dueAt = new Date(clock.now().getTime() + waitMs);
      await database.transaction((tx) =>
        outbox.add(tx, learnTypes, {}, { priority, key: wakeKey, dueAt }),
      );
      outbox.poke();
    }),
  );
}
