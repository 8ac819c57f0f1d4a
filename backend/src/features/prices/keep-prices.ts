import type { Transaction } from "../../platform/database/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { mostNamed, pricesArrived } from "./events.ts";
import type { KeptSource } from "./price-source.ts";
import {
  type DayPrice,
  readKnownTypes,
  writePrices,
} from "./store/price-blocks.ts";

/**
 * Writes prices and, where that changed anything, says so to whoever values by them. The market's speak for the days that
 * follow; what another source says of a type for the first time speaks for all days before, too, of which nothing was known.
 */
export async function keepPrices(
  tx: Transaction,
  outbox: Pick<Outbox, "emit">,
  source: KeptSource,
  prices: readonly DayPrice[],
): Promise<void> {
  const asked = [...new Set(prices.map(({ typeId }) => typeId))];
  const known =
    source === "the-forge" ? null : await readKnownTypes(tx, source, asked);
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
  if (known === null || typeIds.every((typeId) => known.has(typeId))) return;
  await outbox.emit(
    tx,
    pricesArrived,
    { fromDay: 0, toDay: fromDay, typeIds: [] },
    { priority: "dormant" },
  );
}
