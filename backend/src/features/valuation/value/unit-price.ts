import type { Cents, FallbackSource } from "../../prices/index.ts";
import type { MeanOfDays } from "./mean-of-days.ts";

/** What one of a type is worth, and by which rule. */
export type UnitPrice =
  | CustomUnitPrice
  | FixedUnitPrice
  | BuildCost
  | MarketPrice
  | FallbackUnitPrice
  | UnknownPrice;

/** Somebody has set it. */
export interface CustomUnitPrice {
  readonly rule: "custom";
  readonly price: Cents;
  readonly fromDay: number | null;
  readonly reason: string;
}

/** The same for everything of its kind, whatever the market says. */
export interface FixedUnitPrice {
  readonly rule: "fixed";
  readonly price: Cents;
  /** What is of this kind, such as "A SKIN". */
  readonly kind: string;
}

/** What its materials cost. */
export interface BuildCost {
  readonly rule: "build-cost";
  readonly price: Cents;
  /** How many one run gives. */
  readonly productQuantity: number;
  readonly materials: readonly {
    readonly typeId: number;
    readonly quantity: number;
    readonly unit: UnitPrice;
  }[];
}

/** The mean of daily averages in The Forge. */
export interface MarketPrice {
  readonly rule: "market";
  readonly price: Cents;
  readonly days: MeanOfDays;
  /** The day whose own average is lower than the mean, and was taken; null: the mean was. */
  readonly loweredTo: number | null;
}

/** What another source says that is asked where there is no daily average. */
export interface FallbackUnitPrice {
  readonly rule: "fallback";
  readonly price: Cents;
  readonly source: FallbackSource;
  /** When the source was asked. */
  readonly day: number;
}

/** Nothing is known: 0.01 ISK, as on zKillboard. */
export interface UnknownPrice {
  readonly rule: "unknown";
  readonly price: Cents;
}
