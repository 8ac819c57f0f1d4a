import type { Clock, Logger } from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { KillmailEffect } from "../killmail-effect.ts";
import type { LaterEffect } from "../later-effect.ts";
import type { Reference } from "../reference.ts";
import { settleDisputes } from "../store/disputed-bodies.ts";
import { readHeldMails } from "../store/held-mails.ts";
import { rejectReferences } from "../store/ledger.ts";
import { lockReferences } from "../store/lock-references.ts";
import { takeOut } from "./take-out.ts";

/** `Killmails.reject`. A mail that is here under this very hash, from another source than ESI, goes: ESI has just said that there is none. */
export async function rejectReference(
  deps: {
    database: Database;
    clock: Clock;
    log: Logger;
    effects: readonly KillmailEffect[];
    laterEffects: readonly LaterEffect[];
  },
  reference: Reference,
  reason: string,
): Promise<void> {
  await deps.database.transaction(async (tx) => {
    const locked = await lockReferences(tx, [reference.killmailId]);
    const held = (await readHeldMails(tx, locked)).filter(
      ({ hash, bodySource }) => hash === reference.hash && bodySource !== null,
    );
    await takeOut(tx, deps, held);
    await settleDisputes(tx, held, "refused", deps.clock.now());
    for (const { killmailId, hash, bodySource } of held)
      deps.log.error(
        { killmailId, hash, source: bodySource, reason },
        "A source brought a killmail that ESI refuses: it was taken out",
      );
    await rejectReferences(tx, [{ reference, reason }]);
  });
}
