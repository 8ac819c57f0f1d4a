import type { Clock } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Esi } from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { checkStaticDataTask } from "./check-static-data.task.ts";
import { createFacts } from "./facts/create-facts.ts";
import { learnSystemsTask } from "./learn-systems.task.ts";
import { learnTypesTask } from "./learn-types.task.ts";
import { nearestCelestials } from "./nearest-celestials.ts";
import { noteUniverseTask } from "./note-universe.task.ts";
import { queueDue } from "./queue-due.ts";
import { readSystems } from "./read-systems.ts";
import { readTypes } from "./read-types.ts";
import {
  type ImportDeps,
  importStaticData,
} from "./static-data/import-static-data.ts";
import { learnTypes, wakeKey } from "./tasks.ts";
import { typesNamed } from "./types-named.ts";
import type { Universe } from "./universe.ts";

export function createUniverse(
  deps: {
    database: Database;
    clock: Clock;
    outbox: Outbox;
    esi: Pick<
      Esi,
      "names" | "system" | "constellation" | "region" | "type" | "group"
    >;
  } & ImportDeps,
): Universe {
  const { database, clock, outbox } = deps;
  const { prisma } = database;
  const facts = createFacts(prisma);

  const importAndTell: Universe["importStaticData"] = async (request = {}) => {
    const result = await importStaticData(deps, {
      onProgress: () => undefined,
      ...request,
      clock,
    });
    facts.forget();
    // What mails have named and this build does not have is asked for now.
    if (result.isImported)
      await database.transaction((tx) =>
        outbox.add(tx, learnTypes, {}, { priority: "dormant", key: wakeKey }),
      );
    outbox.poke();
    return result;
  };

  return {
    types: (ids) => readTypes(prisma, ids),
    systems: (ids) => readSystems(prisma, ids),
    nearestCelestials: (spots) => nearestCelestials(prisma, spots),
    facts: () => facts.current(),
    typesNamed: (names) => typesNamed(prisma, names),
    importStaticData: importAndTell,
    queueDue: (now) => queueDue(deps, now),
    implementations: [
      noteUniverseTask(deps),
      learnTypesTask({ ...deps, onLearnt: () => facts.forget() }),
      learnSystemsTask(deps),
      checkStaticDataTask(importAndTell),
    ],
  };
}
