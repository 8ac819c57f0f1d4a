import type { Db } from "../../platform/database/index.ts";
import type { CustomPrice, FallbackSource, PriceBook } from "./price-book.ts";
import { readCustomPrices } from "./store/custom-prices.ts";
import { readDaily, readNearest } from "./store/price-blocks.ts";

/** `Prices.book`: three statements, however many types. */
export async function readBook(
  db: Db,
  order: readonly FallbackSource[],
  ids: Iterable<number>,
  days: { fromDay: number; toDay: number },
): Promise<PriceBook> {
  const typeIds = [...new Set(ids)];
  const [daily, nearest, set] = await Promise.all([
    readDaily(db, "the-forge", typeIds, days),
    readNearest(db, order, typeIds, days.toDay),
    readCustomPrices(db, typeIds),
  ]);
  const custom = new Map<number, CustomPrice[]>();
  for (const { typeId, fromDay, price, reason } of set) {
    const known = custom.get(typeId) ?? [];
    custom.set(typeId, [...known, { fromDay, price, reason }]);
  }
  return {
    daily: (typeId) => daily.get(typeId) ?? [],
    custom: (typeId) => custom.get(typeId) ?? [],
    fallbacks: (typeId) =>
      order.flatMap((source) => {
        const found = nearest.get(source)?.get(typeId);
        return found ? [{ source, day: found.day, price: found.average }] : [];
      }),
  };
}
