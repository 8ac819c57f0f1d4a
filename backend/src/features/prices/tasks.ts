import { z } from "zod";
import {
  defineTask,
  type EventListener,
  listen,
  type TaskContract,
} from "../../kernel/index.ts";
import { killmailStored, type KillmailStored } from "../killmails/index.ts";

/** Says that there is something to do; what, is in the tables. */
export type Wake = Record<string, never>;

const minute = 60_000;

/** These wait for hosts that may be away for hours. */
const retry = {
  attempts: 10,
  firstDelayMs: minute,
  factor: 2,
  longestDelayMs: 60 * minute,
  jitter: 0.15,
};

function wakeUp(name: string): TaskContract<Wake> {
  return defineTask({
    name,
    version: 1,
    priority: "dormant",
    payload: z.object({}),
    retry,
  });
}

/** Brings EVE Ref's market history of the last weeks, as far as it is new or was rewritten. */
export const updateMarketHistory = wakeUp("update-market-history");

/** Asks ESI what everything costs by CCP's own reckoning. One call. */
export const refreshEsiPrices = wakeUp("refresh-esi-prices");

/** Asks ESI for the histories of types that mails need, one call each. */
export const readTypeHistories = wakeUp("read-type-histories");

/** Ask appraisers for what no market has, a few types at a time. */
export const askJanice = wakeUp("ask-janice");
export const askMutamarket = wakeUp("ask-mutamarket");

/** Notes which types of stored mails have no price yet. */
export const notePrices: TaskContract<KillmailStored> = defineTask({
  name: "note-prices",
  version: 1,
  payload: killmailStored.payload,
});

export const priceListeners: readonly EventListener[] = [
  listen(killmailStored, notePrices),
];

/** One waiting order of each. */
export const wakeKey = "wake";
