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
export type {
  PriceImportProgress,
  PriceImportReport,
  Prices,
} from "./prices.ts";
