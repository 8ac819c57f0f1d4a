import { z } from "zod";
import { defineEvent, type EventContract } from "../../kernel/index.ts";

export interface KillmailStored {
  killmails: { killmailId: number; killmailTime: string }[];
}

/** Mails were stored: one event for each batch, in the transaction that stored it. Says nothing about who may see them. */
export const killmailStored: EventContract<KillmailStored> = defineEvent({
  name: "killmail-stored",
  version: 1,
  payload: z.object({
    killmails: z.array(
      z.object({ killmailId: z.int(), killmailTime: z.iso.datetime() }),
    ),
  }),
});
