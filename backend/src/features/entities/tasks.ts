import { z } from "zod";
import {
  defineTask,
  type EventListener,
  listen,
  type TaskContract,
} from "../../kernel/index.ts";
import { killmailStored, type KillmailStored } from "../killmails/index.ts";

/** Notes who takes part in mails that were stored. */
export const noteEntities: TaskContract<KillmailStored> = defineTask({
  name: "note-entities",
  version: 1,
  payload: killmailStored.payload,
});

/** Says that there is something to learn; what, is in the table. */
export type Wake = Record<string, never>;

function wakeUp(name: string): TaskContract<Wake> {
  return defineTask({ name, version: 1, payload: z.object({}) });
}

export const resolveCharacters = wakeUp("resolve-characters");
/** Factions too: there are two dozen of them. */
export const resolveCorporations = wakeUp("resolve-corporations");
export const resolveAlliances = wakeUp("resolve-alliances");

/** One waiting order of each wake-up. */
export const wakeKey = "wake";

export const entityListeners: readonly EventListener[] = [
  listen(killmailStored, noteEntities),
];
