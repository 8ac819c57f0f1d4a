import {
  type Clock,
  implementTask,
  type TaskContract,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { readStored } from "../killmails/index.ts";
import type { EntityKind } from "./entities.ts";
import { entitiesOf } from "./entities-of.ts";
import { noteUnknown } from "./store/entity-rows.ts";
import {
  noteEntities,
  resolveAlliances,
  resolveCharacters,
  resolveCorporations,
  type Wake,
  wakeKey,
} from "./tasks.ts";

const resolverOf: Record<EntityKind, TaskContract<Wake>> = {
  character: resolveCharacters,
  corporation: resolveCorporations,
  alliance: resolveAlliances,
  faction: resolveCorporations,
};

const resolvers = [resolveAlliances, resolveCharacters, resolveCorporations];

/** New ids on stored mails wait in the table for a bulk call; whoever makes it is woken in the same transaction. */
export function noteEntitiesTask(deps: {
  database: Database;
  clock: Clock;
  outbox: Outbox;
}): TaskImplementation {
  const { database, clock, outbox } = deps;
  return implementTask(noteEntities, async ({ killmails }, { priority }) => {
    const mails = await readStored(database.prisma, killmails);
    const seen = new Map(mails.flatMap(({ esi }) => [...entitiesOf(esi)]));
    await database.transaction(async (tx) => {
      const kinds = await noteUnknown(tx, seen, clock.now());
      const woken = new Set([...kinds].map((kind) => resolverOf[kind]));
      // Always in this sequence: two that wake the same ones crosswise would wait for each other.
      for (const resolver of resolvers)
        if (woken.has(resolver))
          await outbox.add(tx, resolver, {}, { priority, key: wakeKey });
    });
    outbox.poke();
  });
}
