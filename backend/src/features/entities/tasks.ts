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

/** Ask who belongs to whom now, and what they are called. */
export const refreshCharacters = dormant("refresh-characters");
export const refreshCorporations = dormant("refresh-corporations");
export const refreshAlliances = dormant("refresh-alliances");

function dormant(name: string): TaskContract<Wake> {
  return { ...wakeUp(name), priority: "dormant" };
}

/** One waiting order of each wake-up. */
export const wakeKey = "wake";

export const entityListeners: readonly EventListener[] = [
  listen(killmailStored, noteEntities),
];
