import type { Transaction } from "../../platform/database/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { mostNamed, pricesArrived } from "./events.ts";
import type { KeptSource } from "./price-source.ts";
import { type DayPrice, writePrices } from "./store/price-blocks.ts";

/** Writes prices and, where that changed anything, says so to whoever values by them. */
export async function keepPrices(
  tx: Transaction,
  outbox: Pick<Outbox, "emit">,
  source: KeptSource,
  prices: readonly DayPrice[],
): Promise<void> {
  const typeIds = await writePrices(tx, source, prices);
  if (typeIds.length === 0) return;
  let [fromDay, toDay] = [Infinity, -Infinity];
  for (const { day } of prices) {
    fromDay = Math.min(fromDay, day);
    toDay = Math.max(toDay, day);
  }
  await outbox.emit(
    tx,
    pricesArrived,
    {
      fromDay,
      toDay,
      ...(typeIds.length <= mostNamed && {
        typeIds: typeIds.sort((a, b) => a - b),
      }),
    },
    { priority: "dormant" },
  );
}
