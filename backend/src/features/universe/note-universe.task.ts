import {
  type Clock,
  implementTask,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { readStored } from "../killmails/index.ts";
import { noteUnknown } from "./store.ts";
import { learnSystems, learnTypes, noteUniverse, wakeKey } from "./tasks.ts";
import { typesOf } from "./types-of.ts";

/** New types and systems on stored mails wait in their tables; whoever learns them is woken in the same transaction. */
export function noteUniverseTask(deps: {
  database: Database;
  clock: Clock;
  outbox: Outbox;
}): TaskImplementation {
  const { database, clock, outbox } = deps;
  return implementTask(noteUniverse, async ({ killmails }, { priority }) => {
    const mails = await readStored(database.prisma, killmails);
    const types = new Set(mails.flatMap(({ esi }) => [...typesOf(esi)]));
    const systems = new Set(mails.map(({ esi }) => esi.solar_system_id));
    await database.transaction(async (tx) => {
      const now = clock.now();
      const wake = { priority, key: wakeKey };
      if ((await noteUnknown(tx, "item_types", types, now)) > 0)
        await outbox.add(tx, learnTypes, {}, wake);
      if ((await noteUnknown(tx, "solar_systems", systems, now)) > 0)
        await outbox.add(tx, learnSystems, {}, wake);
    });
    outbox.poke();
  });
}
