import type { FallbackSource } from "./price-book.ts";

/** Numbers of what is kept in `price_blocks`. They are in the database: never given to another source. */
export const sourceNumbers = {
  /** The Forge's daily averages, whoever tells them. */
  "the-forge": 1,
  "esi-average": 2,
  "esi-adjusted": 3,
  janice: 4,
  mutamarket: 5,
} as const satisfies Record<FallbackSource | "the-forge", number>;

export type KeptSource = keyof typeof sourceNumbers;

/** Where prices come from. The first two tell the same, The Forge's daily averages: EVE Ref of all types, ESI of those that mails name. */
export type PriceSource = "everef" | "esi-history" | FallbackSource;

export function isFallback(source: PriceSource): source is FallbackSource {
  return source !== "everef" && source !== "esi-history";
}
