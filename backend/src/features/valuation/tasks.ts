import { z } from "zod";
import {
  defineTask,
  type EventListener,
  listen,
  type TaskContract,
} from "../../kernel/index.ts";
import {
  killmailPublished,
  killmailStored,
  type KillmailStored,
} from "../killmails/index.ts";
import { pricesArrived, type PricesArrived } from "../prices/index.ts";

/** Values mails that were stored, or became public, and labels them. */
export const valueKillmails: TaskContract<KillmailStored> = defineTask({
  name: "value-killmails",
  version: 1,
  payload: killmailStored.payload,
});

/** Notes which days' mails other prices concern. */
export const noteNewPrices: TaskContract<PricesArrived> = defineTask({
  name: "note-new-prices",
  version: 1,
  payload: pricesArrived.payload,
});

export interface RevalueDay {
  /** Since 1970-01-01, UTC. */
  day: number;
  /** Whose mails, see DueTypes. */
  typeIds: number[] | null;
}

/** Values the mails of a day again, and those that have no value yet. */
export const revalueDay: TaskContract<RevalueDay> = defineTask({
  name: "revalue-day",
  version: 1,
  payload: z.object({ day: z.int(), typeIds: z.array(z.int()).nullable() }),
  priority: "dormant",
});

export const valuationListeners: readonly EventListener[] = [
  listen(killmailStored, valueKillmails),
  listen(killmailPublished, valueKillmails),
  listen(pricesArrived, noteNewPrices),
];
