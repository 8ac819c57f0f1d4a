import {
  implementTask,
  largestInt4,
  type TaskImplementation,
} from "../../../kernel/index.ts";
import type { EsiMarketPrice } from "../../../platform/esi/index.ts";
import { dayOf } from "../days.ts";
import type { PricesDeps } from "../deps.ts";
import { keepPrices } from "../keep-prices.ts";
import { readCents, type Refusals, refuse } from "../read-cents.ts";
import type { DayPrice } from "../store/price-blocks.ts";
import { noteRefresh, readRefreshes } from "../store/refreshes.ts";
import { refreshEsiPrices } from "../tasks.ts";

const fields = [
  ["esi-average", "average_price"],
  ["esi-adjusted", "adjusted_price"],
] as const;

export const esiPricesTurn = "esi-prices";

/** CCP's average and adjusted prices, as those of the day they were asked for. */
export function refreshEsiPricesTask(deps: PricesDeps): TaskImplementation {
  const { database, clock, outbox, sources } = deps;

  return implementTask(refreshEsiPrices, async (_wake, { priority, log }) => {
    const last = (await readRefreshes(database.prisma)).get(esiPricesTurn);
    const answer = await deps.esi.marketPrices({
      etag: last?.etag ?? null,
      priority,
    });
    const now = clock.now();
    const refusals: Refusals = new Map();
    await database.transaction(async (tx) => {
      for (const [source, field] of fields) {
        if (!sources.includes(source) || answer.status === 304) continue;
        const prices = pricesIn(answer.body, field, dayOf(now), refusals);
        await keepPrices(tx, outbox, source, prices);
      }
      await noteRefresh(tx, esiPricesTurn, {
        doneAt: now,
        message: null,
        ...(answer.status === 200 && { etag: answer.etag }),
      });
    });
    outbox.poke();
    if (refusals.size > 0)
      log.warn(
        { refused: Object.fromEntries(refusals) },
        "Prices that can be none were left out",
      );
  });
}

function pricesIn(
  rows: readonly EsiMarketPrice[],
  field: (typeof fields)[number][1],
  day: number,
  refusals: Refusals,
): DayPrice[] {
  const prices: DayPrice[] = [];
  for (const row of rows) {
    const typeId = row.type_id;
    // Of many types ESI has one of the two only.
    if (row[field] === undefined) continue;
    const price = readCents(row[field]);
    if (!isTypeId(typeId)) refuse(refusals, "of no type");
    else if (typeof price === "string") refuse(refusals, price);
    else prices.push({ typeId, day, price });
  }
  return prices;
}

function isTypeId(value: unknown): value is number {
  return (
    Number.isInteger(value) && Number(value) > 0 && Number(value) <= largestInt4
  );
}
