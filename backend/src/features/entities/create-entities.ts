import type { Clock } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Esi } from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type { Entities } from "./entities.ts";
import { noteEntitiesTask } from "./note-entities.task.ts";
import { resolveNamesTask } from "./resolve-names.task.ts";
import { readEntities } from "./store.ts";
import {
  resolveAlliances,
  resolveCharacters,
  resolveCorporations,
} from "./tasks.ts";

export function createEntities(deps: {
  database: Database;
  clock: Clock;
  outbox: Outbox;
  esi: Pick<Esi, "names">;
}): Entities {
  return {
    byIds: (ids) => readEntities(deps.database.prisma, ids),
    implementations: [
      noteEntitiesTask(deps),
      resolveNamesTask(resolveCharacters, ["character"], deps),
      resolveNamesTask(resolveCorporations, ["corporation", "faction"], deps),
      resolveNamesTask(resolveAlliances, ["alliance"], deps),
    ],
  };
}
