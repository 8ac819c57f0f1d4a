import { z } from "zod";
import { defineTask, type TaskContract } from "../../kernel/index.ts";

/** Learns of wars, some 2,000 ids at a time: new ones, and older ones backwards. 2 tokens of ESI's budget for mails. */
export const listWars: TaskContract<Record<string, never>> = defineTask({
  name: "list-wars",
  version: 1,
  priority: "dormant",
  payload: z.object({}),
});

/** Reads one war and the list of its killmails into the ledger. 4 tokens of ESI's budget for mails, 2 when nothing is new. */
export const readWar: TaskContract<{ warId: number }> = defineTask({
  name: "read-war",
  version: 1,
  priority: "dormant",
  payload: z.object({ warId: z.int().positive() }),
});

/** One waiting order, whoever gives it. */
export const listWarsKey = "wars";

export function readWarKey({ warId }: { warId: number }): string {
  return `war:${warId}`;
}
