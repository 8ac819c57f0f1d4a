import type { Clock } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Esi } from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { learnSystemsTask } from "./learn-systems.task.ts";
import { learnTypesTask } from "./learn-types.task.ts";
import { noteUniverseTask } from "./note-universe.task.ts";
import { readSystems, readTypes } from "./store.ts";
import type { Universe } from "./universe.ts";

export function createUniverse(deps: {
  database: Database;
  clock: Clock;
  outbox: Outbox;
  esi: Pick<Esi, "names" | "system" | "constellation" | "region">;
}): Universe {
  const { prisma } = deps.database;
  return {
    types: (ids) => readTypes(prisma, ids),
    systems: (ids) => readSystems(prisma, ids),
    implementations: [
      noteUniverseTask(deps),
      learnTypesTask(deps),
      learnSystemsTask(deps),
    ],
  };
}
