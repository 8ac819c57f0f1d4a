import type { Db } from "../../platform/database/index.ts";
import type {
  CustomPrice,
  DailyAverage,
  FallbackSource,
  PriceBook,
} from "./price-book.ts";
import { readCustomPrices } from "./store/custom-prices.ts";
import { readDaily, readNearest } from "./store/price-blocks.ts";

/** `Prices.book`: three statements and one for each other source, however many types. */
export async function readBook(
  db: Db,
  order: readonly FallbackSource[],
  ids: Iterable<number>,
  days: { fromDay: number; toDay: number },
): Promise<PriceBook> {
  const typeIds = [...new Set(ids)];
  const [daily, nearest, within, set] = await Promise.all([
    readDaily(db, "the-forge", typeIds, days),
    readNearest(db, order, typeIds, days.fromDay),
    Promise.all(order.map((source) => readDaily(db, source, typeIds, days))),
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
    fallbacks: (typeId, day) =>
      order.flatMap((source, index) => {
        const known = within[index]?.get(typeId) ?? [];
        const around = nearest.get(source)?.get(typeId);
        const found = nearestOf(around ? [around, ...known] : known, day);
        return found ? [{ source, day: found.day, price: found.average }] : [];
      }),
  };
}

/** The newest at or before the day; where there is none, the first after it. */
function nearestOf(
  known: readonly DailyAverage[],
  day: number,
): DailyAverage | undefined {
  let newest: DailyAverage | undefined;
  let first: DailyAverage | undefined;
  for (const one of known)
    if (one.day <= day) {
      if (newest === undefined || one.day > newest.day) newest = one;
    } else if (first === undefined || one.day < first.day) first = one;
  return newest ?? first;
}
