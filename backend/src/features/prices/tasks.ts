import { z } from "zod";
import { defineTask, type TaskContract } from "../../kernel/index.ts";

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

/** One waiting order of each. */
export const wakeKey = "wake";
