import { z } from "zod";
import {
  defineTask,
  type EventListener,
  listen,
  type TaskContract,
} from "../../kernel/index.ts";
import { killmailStored, type KillmailStored } from "../killmails/index.ts";

/** Notes which types and systems stored mails name. */
export const noteUniverse: TaskContract<KillmailStored> = defineTask({
  name: "note-universe",
  version: 1,
  payload: killmailStored.payload,
});

/** Says that there is something to learn; what, is in the table. */
export type Wake = Record<string, never>;

export const learnTypes: TaskContract<Wake> = defineTask({
  name: "learn-types",
  version: 1,
  payload: z.object({}),
});

export const learnSystems: TaskContract<Wake> = defineTask({
  name: "learn-systems",
  version: 1,
  payload: z.object({}),
});

const minute = 60_000;

/** Looks whether a newer build of the static data is published, and imports it. */
export const checkStaticData: TaskContract<Wake> = defineTask({
  name: "check-static-data",
  version: 1,
  priority: "dormant",
  payload: z.object({}),
  // A hundred megabytes from a host that may be away for hours.
  retry: {
    attempts: 10,
    firstDelayMs: minute,
    factor: 2,
    longestDelayMs: 60 * minute,
    jitter: 0.15,
  },
});

/** One waiting order of each wake-up. */
export const wakeKey = "wake";

export const universeListeners: readonly EventListener[] = [
  listen(killmailStored, noteUniverse),
];
