import { z } from "zod";
import { defineTask, type TaskContract } from "../../kernel/index.ts";

export interface RepairPublicDay {
  /** `YYYY-MM-DD`. */
  day: string;
}

const minute = 60_000;

/** Compares one day with zKillboard's archive and takes in what is missing here. */
export const repairPublicDay: TaskContract<RepairPublicDay> = defineTask({
  name: "repair-public-day",
  version: 1,
  payload: z.object({ day: z.iso.date() }),
  retry: {
    attempts: 10,
    firstDelayMs: minute,
    factor: 2,
    longestDelayMs: 60 * minute,
    jitter: 0.15,
  },
});
