import type { Transaction } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import type { PriceSource } from "../price-source.ts";
import { wantAppraisals } from "../store/price-questions.ts";
import { askJanice, askMutamarket, wakeKey } from "../tasks.ts";

/** Has what The Forge does not trade asked of the appraisers that are wanted. */
export async function wantElsewhere(
  tx: Transaction,
  { outbox, sources }: { outbox: Outbox; sources: readonly PriceSource[] },
  typeIds: readonly number[],
  now: Date,
): Promise<void> {
  const appraisers = [
    { name: "janice", task: askJanice },
    { name: "mutamarket", task: askMutamarket },
  ] as const;
  for (const { name, task } of appraisers)
    if (
      sources.includes(name) &&
      (await wantAppraisals(tx, name, typeIds, now)) > 0
    )
      await outbox.add(tx, task, {}, { key: wakeKey });
}
