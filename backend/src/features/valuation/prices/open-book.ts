import type { PriceBook, Prices } from "../../prices/index.ts";
import type { StaticFacts } from "../../universe/index.ts";
import { oneCent } from "../value/cents.ts";
import { isPricedByMaterials } from "../value/create-pricer.ts";
import { longestLookBackDays, mostDays } from "../value/mean-of-days.ts";

/** Most types trade on most days: 34 days with a trade are nearly always within so many. */
const shortLookBackDays = 44;

/**
 * All that pricing these types at kills of these days (both included) can ask for: of thin markets the days of two years,
 * and of what is built, or has no market, what its materials cost, theirs too.
 */
export async function openBook(
  { prices, facts }: { prices: Pick<Prices, "book">; facts: StaticFacts },
  typeIds: Iterable<number>,
  { fromDay, toDay }: { fromDay: number; toDay: number },
): Promise<PriceBook> {
  const books = new Map<number, PriceBook>();
  let wanted = new Set(typeIds);
  while (wanted.size > 0) {
    const near = await prices.book(wanted, fromDay - shortLookBackDays, toDay);
    const thin = [...wanted].filter(
      (typeId) => countBefore(near, typeId, fromDay) < mostDays,
    );
    const far =
      thin.length === 0
        ? near
        : await prices.book(thin, fromDay - longestLookBackDays, toDay);
    const isThin = new Set(thin);
    const materials = new Set<number>();
    for (const typeId of wanted) {
      const book = isThin.has(typeId) ? far : near;
      books.set(typeId, book);
      const type = facts.type(typeId);
      const isBuilt = type !== undefined && isPricedByMaterials(type);
      // Of trades from the first kill's day on, its pricing knows nothing.
      const isTraded = book
        .daily(typeId)
        .some(({ day, average }) => day < fromDay && average > oneCent);
      if (!isBuilt && isTraded) continue;
      for (const material of facts.recipe(typeId)?.materials ?? [])
        materials.add(material.typeId);
    }
    wanted = new Set([...materials].filter((typeId) => !books.has(typeId)));
  }
  return {
    daily: (typeId) => books.get(typeId)?.daily(typeId) ?? [],
    custom: (typeId) => books.get(typeId)?.custom(typeId) ?? [],
    fallbacks: (typeId, day) => books.get(typeId)?.fallbacks(typeId, day) ?? [],
  };
}

function countBefore(book: PriceBook, typeId: number, day: number): number {
  return book.daily(typeId).filter((one) => one.day < day).length;
}
