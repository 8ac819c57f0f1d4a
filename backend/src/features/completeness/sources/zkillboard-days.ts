import { UnavailableError } from "../../../kernel/index.ts";
import { id, type KillmailId } from "../../../kernel/index.ts";
import { type R2z2, R2z2Error } from "../../../platform/zkillboard/index.ts";
import type { ShownKillmail } from "../../killmails/index.ts";
import type { DaySource } from "./day-source.ts";
import { tryAgain } from "./try-again.ts";

/** zKillboard's archive beside its live feed: totals, a list of ids and hashes for each day, and a raw day of all bodies. */
export function zkillboardDays(
  r2z2: Pick<R2z2, "totals" | "historyDay" | "rawDay">,
): DaySource {
  return {
    key: "zkillboard",
    title: "zKillboard",
    ledgerName: "zkillboard",
    async totals() {
      const totals = await tryAgain(() => r2z2.totals(), isDamaged);
      if (totals === null)
        throw new UnavailableError("it has no file of totals");
      return totals;
    },
    async list(day) {
      const hashes = await tryAgain(() => r2z2.historyDay(day), isDamaged);
      if (hashes === null) return null;
      return {
        hashes,
        async bodies() {
          const mails = await r2z2.rawDay(day);
          return mails && withHashes(mails, hashes);
        },
        close: () => Promise.resolve(),
      };
    },
  };
}

/** A raw day gives no hashes: the list's are what the bodies have to obey. */
async function* withHashes(
  mails: AsyncIterable<{ killmailId: number; esi: unknown }>,
  hashes: ReadonlyMap<number, string>,
): AsyncGenerator<ShownKillmail> {
  for await (const { killmailId, esi } of mails)
    yield {
      killmailId: id<KillmailId>(killmailId),
      hash: hashes.get(killmailId) ?? null,
      body: esi,
    };
}

/** Cut off, or half of it from before a rewrite. */
function isDamaged(error: unknown): boolean {
  return (
    error instanceof R2z2Error &&
    (error.trouble === "unreadable" || error.trouble === "away")
  );
}
