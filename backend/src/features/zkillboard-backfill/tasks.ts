import { z } from "zod";
import {
  type BackfillId,
  defineTask,
  type TaskContract,
} from "../../kernel/index.ts";

export interface ReadZkillboardPage {
  backfillId: number;
  /** Which page of the backfill, counted from 0: one that was read is not read again. */
  turn: number;
}

/** Reads one page of zKillboard's lists for a backfill and orders the next one. */
export const readZkillboardPage: TaskContract<ReadZkillboardPage> = defineTask({
  name: "read-zkillboard-page",
  version: 1,
  priority: "dormant",
  payload: z.object({
    backfillId: z.int().positive(),
    turn: z.int().nonnegative(),
  }),
});

/** One waiting order for each backfill. */
export function backfillKey({
  backfillId,
}: {
  backfillId: BackfillId | number;
}): string {
  return `backfill:${backfillId}`;
}
