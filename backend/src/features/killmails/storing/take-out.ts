import type { Transaction } from "../../../platform/database/index.ts";
import type { KillmailEffect } from "../killmail-effect.ts";
import type { LaterEffect } from "../later-effect.ts";
import { type HeldMail, withdrawMails } from "../store/held-mails.ts";

/** Takes mails out again, with what effects derived from them. Their references are pending then. */
export async function takeOut(
  tx: Transaction,
  {
    effects,
    laterEffects,
  }: {
    effects: readonly KillmailEffect[];
    laterEffects: readonly LaterEffect[];
  },
  held: readonly HeldMail[],
): Promise<void> {
  const mails = held.map(({ killmailId, hash, time, esi }) => ({
    killmailId,
    hash,
    time,
    esi: esi(),
  }));
  for (const effect of effects) await effect.withdraw?.(tx, mails);
  const ids = held.map(({ killmailId }) => killmailId);
  for (const effect of laterEffects) await effect.forget(tx, ids, "replaced");
  await withdrawMails(tx, held);
}
