import { z } from "zod";
import { defineTask, type TaskContract } from "../../kernel/index.ts";

const minute = 60_000;

/** Both read files of several megabytes from hosts that may be away for hours. */
const retry = {
  attempts: 10,
  firstDelayMs: minute,
  factor: 2,
  longestDelayMs: 60 * minute,
  jitter: 0.15,
};

/** Compares every day that has changed by its totals, and orders those of which lists are to be read. */
export const comparePublicDays: TaskContract<Record<string, never>> =
  defineTask({
    name: "compare-public-days",
    version: 1,
    priority: "dormant",
    payload: z.object({}),
    retry,
  });

export interface ComparePublicDay {
  /** `YYYY-MM-DD`. */
  day: string;
  /** It looks what became of an earlier one's orders, and is not followed by another. */
  isLast?: true | undefined;
}

/** Compares one day with the sources' lists and takes in what is missing. */
export const comparePublicDay: TaskContract<ComparePublicDay> = defineTask({
  name: "compare-public-day",
  version: 1,
  priority: "dormant",
  payload: z.object({ day: z.iso.date(), isLast: z.literal(true).optional() }),
  retry,
});
