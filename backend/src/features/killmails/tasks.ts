import { z } from "zod";
import {
  defineTask,
  largestInt4,
  type TaskContract,
} from "../../kernel/index.ts";

export interface FetchKillmail {
  killmailId: number;
  hash: string;
}

/** Fetches the body of one reference from ESI and stores it. Two ESI tokens, once in a mail's life. */
export const fetchKillmail: TaskContract<FetchKillmail> = defineTask({
  name: "fetch-killmail",
  version: 1,
  payload: z.object({
    killmailId: z.int().min(1).max(largestInt4),
    hash: z.string().regex(/^[0-9a-f]{40}$/),
  }),
});
