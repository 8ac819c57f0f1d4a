import type { Clock } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Esi } from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type { Entities } from "./entities.ts";
import { noteEntitiesTask } from "./note-entities.task.ts";
import { queueDue } from "./refresh/queue-due.ts";
import { refreshCharactersTask } from "./refresh/refresh-characters.task.ts";
import {
  refreshAlliancesTask,
  refreshCorporationsTask,
} from "./refresh/refresh-groups.task.ts";
import { resolveNamesTask } from "./resolve-names.task.ts";
import { findEntities } from "./search/find-entities.ts";
import { readEntities } from "./store/entity-rows.ts";
import {
  resolveAlliances,
  resolveCharacters,
  resolveCorporations,
} from "./tasks.ts";

export function createEntities(deps: {
  database: Database;
  clock: Clock;
  outbox: Outbox;
  esi: Pick<Esi, "names" | "affiliations" | "corporation" | "alliance">;
}): Entities {
  return {
    byIds: (ids) => readEntities(deps.database.prisma, ids),
    find: (text, kinds) => findEntities(deps.database.prisma, text, kinds),
    queueDue: (now) => queueDue(deps, now),
    implementations: [
      noteEntitiesTask(deps),
      resolveNamesTask(resolveCharacters, ["character"], deps),
      resolveNamesTask(resolveCorporations, ["corporation", "faction"], deps),
      resolveNamesTask(resolveAlliances, ["alliance"], deps),
      refreshCharactersTask(deps),
      refreshCorporationsTask(deps),
      refreshAlliancesTask(deps),
    ],
  };
}
