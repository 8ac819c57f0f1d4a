import { RejectedError } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { dayOf } from "../days.ts";
import type { PricesDeps } from "../deps.ts";
import { pricesArrived } from "../events.ts";
import type { Prices } from "../prices.ts";
import {
  deleteCustomPrices,
  writeCustomPrice,
} from "../store/custom-prices.ts";
import { largestCents } from "../read-cents.ts";

type Deps = Pick<PricesDeps, "database" | "clock" | "outbox">;

/** `Prices.setCustom`. */
export async function setCustom(
  deps: Deps,
  prices: Parameters<Prices["setCustom"]>[0],
): Promise<void> {
  for (const { typeId, price, reason } of prices) {
    if (!Number.isInteger(price) || price < 1 || price > largestCents)
      throw new RejectedError(
        "NO_PRICE",
        `What type ${typeId} costs must be from 0.01 to ten trillion ISK.`,
      );
    if (reason.trim() === "")
      throw new RejectedError(
        "NO_REASON",
        `Say why type ${typeId} costs that: whoever asks for the value of a killmail is shown it.`,
      );
  }
  await deps.database.transaction(async (tx) => {
    for (const price of prices) {
      await writeCustomPrice(tx, price, deps.clock.now());
      await tell(tx, deps, price.typeId, [price.fromDay]);
    }
  });
  deps.outbox.poke();
}

/** `Prices.removeCustom`. */
export async function removeCustom(
  deps: Deps,
  typeId: number,
  fromDay?: number | null,
): Promise<number> {
  const removed = await deps.database.transaction(async (tx) => {
    const days = await deleteCustomPrices(tx, typeId, fromDay);
    if (days.length > 0) await tell(tx, deps, typeId, days);
    return days.length;
  });
  deps.outbox.poke();
  return removed;
}

/** Whatever happened since the first of these days is worth something else now. */
async function tell(
  tx: Transaction,
  { outbox, clock }: Deps,
  typeId: number,
  days: readonly (number | null)[],
): Promise<void> {
  await outbox.emit(
    tx,
    pricesArrived,
    {
      fromDay: Math.min(...days.map((day) => day ?? 0)),
      toDay: dayOf(clock.now()),
      typeIds: [typeId],
    },
    { priority: "dormant" },
  );
}
