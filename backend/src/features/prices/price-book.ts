/** Hundredths of an ISK, a whole number up to 1e15. Anything above is nonsense of its source and refused. */
export type Cents = number;

/** What one type cost on average on one day in The Forge. */
export interface DailyAverage {
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  readonly average: Cents;
}

/** A price somebody has set for a type, from a day on. */
export interface CustomPrice {
  /** Days since 1970-01-01, UTC; null when it holds from the beginning. */
  readonly fromDay: number | null;
  readonly price: Cents;
  /** Why, in words, for whoever asks. */
  readonly reason: string;
}

export type FallbackSource =
  "esi-average" | "esi-adjusted" | "janice" | "mutamarket";

/** What is known of prices for some types, in memory: rules read it without waiting. */
export interface PriceBook {
  /** By rising day, each day once. */
  daily(typeId: number): readonly DailyAverage[];
  /** By rising day; the last one at or before a day holds. */
  custom(typeId: number): readonly CustomPrice[];
  /** What the other sources say of a day within the book's: the newest price at or before it, else the first after it. In the order the site has set; without those that know nothing. The answer's `day` is when it was asked. */
  fallbacks(
    typeId: number,
    day: number,
  ): readonly {
    readonly source: FallbackSource;
    readonly day: number;
    readonly price: Cents;
  }[];
}
