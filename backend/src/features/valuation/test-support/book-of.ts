import type { CustomPrice, PriceBook } from "../../prices/index.ts";

interface KnownPrices {
  /** ISK by type, each with the day of the first and one a day from then on; null: that day has none. */
  readonly daily?: Record<number, { from: number; isk: (number | null)[] }>;
  readonly custom?: Record<number, CustomPrice[]>;
  readonly fallbacks?: Record<number, ReturnType<PriceBook["fallbacks"]>>;
}

/** A price book for tests. */
export function bookOf(known: KnownPrices): PriceBook {
  return {
    daily(typeId) {
      const { from, isk } = known.daily?.[typeId] ?? { from: 0, isk: [] };
      return isk.flatMap((price, index) =>
        price === null
          ? []
          : [{ day: from + index, average: Math.round(price * 100) }],
      );
    },
    custom: (typeId) => known.custom?.[typeId] ?? [],
    fallbacks: (typeId) => known.fallbacks?.[typeId] ?? [],
  };
}
