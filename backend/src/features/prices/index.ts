export { createPrices } from "./create-prices.ts";
export { dayName, dayNamed, dayOf } from "./days.ts";
export { pricesArrived, type PricesArrived } from "./events.ts";
export type {
  Cents,
  CustomPrice,
  DailyAverage,
  FallbackSource,
  PriceBook,
} from "./price-book.ts";
export type { PriceSource } from "./price-source.ts";
export { largestCents, readCents } from "./read-cents.ts";
export type {
  PriceImportProgress,
  PriceImportReport,
  Prices,
  PriceSourceState,
} from "./prices.ts";
export type { CustomPriceRow } from "./store/custom-prices.ts";
export { priceListeners } from "./tasks.ts";
