import { z } from "zod";
import { defineEvent, type EventContract } from "../../kernel/index.ts";

export interface PricesArrived {
  /** Days since 1970-01-01, both included: prices of these days are new, or others than before. */
  fromDay: number;
  toDay: number;
  /** Of these types; left out where there are too many to name. Empty: of types that had no price so far. */
  typeIds?: number[] | undefined;
}

/** Prices changed, in the transaction that wrote them: what was valued by those of these days may be valued again. */
export const pricesArrived: EventContract<PricesArrived> = defineEvent({
  name: "prices-arrived",
  version: 1,
  payload: z.object({
    fromDay: z.int(),
    toDay: z.int(),
    typeIds: z.array(z.int()).optional(),
  }),
});

/** More types than this are not named. */
export const mostNamed = 500;
