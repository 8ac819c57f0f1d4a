import { z } from "zod";
import { defineEvent, type EventContract } from "../../kernel/index.ts";

export interface KillmailStored {
  killmails: { killmailId: number; killmailTime: string }[];
}

const payload = z.object({
  killmails: z.array(
    z.object({ killmailId: z.int(), killmailTime: z.iso.datetime() }),
  ),
});

/** Mails were stored: one event for each batch, in the transaction that stored it. Says nothing about who may see them. */
export const killmailStored: EventContract<KillmailStored> = defineEvent({
  name: "killmail-stored",
  version: 1,
  payload,
});

/** Mails that were here became public, and what later effects had derived from them was forgotten: it is to be derived again, as from mails just stored. */
export const killmailPublished: EventContract<KillmailStored> = defineEvent({
  name: "killmail-published",
  version: 1,
  payload,
});
