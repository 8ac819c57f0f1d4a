import type { TaskImplementation } from "../../kernel/index.ts";
import type { Day } from "../../platform/everef/index.ts";
import type { Cents, PriceBook } from "./price-book.ts";
import type { PriceSource } from "./price-source.ts";
import type { CustomPriceRow } from "./store/custom-prices.ts";

/** What became of an import of daily prices. */
export interface PriceImportReport {
  /** Days. */
  readonly imported: number;
  /** The same as when they were imported, by EVE Ref's totals: not looked at. */
  readonly passedOver: number;
  /** Older files than those the days here are of: left out. */
  readonly outdated: number;
  readonly failed: number;
  /** How many prices the imported days have. */
  readonly prices: number;
  /** Prices that can be none, by reason. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Why days failed: the first hundred sentences. */
  readonly complaints: readonly string[];
}

export interface PriceImportProgress {
  readonly at: Day;
  /** Days. */
  readonly done: number;
  readonly of: number;
  readonly prices: number;
}

/** One of the sources this site is set to, and how far it got with it. */
export interface PriceSourceState {
  readonly source: PriceSource;
  /** False: it tells The Forge's daily averages, which go before all others. */
  readonly isFallback: boolean;
  /** Of sources that are asked for all they have, by themselves. */
  readonly lastAskedAt: Date | null;
  readonly nextAskAt: Date | null;
  /** What went wrong last; null: nothing. */
  readonly message: string | null;
}

/** What things cost, by whom and when it was told. */
export interface Prices {
  /**
   * What is known of prices for these types: The Forge's averages of the days from `fromDay` to `toDay` (since 1970-01-01,
   * both included), all custom prices, and of each other source the newest price at or before `toDay`, or else the first
   * after it. Three statements, however many types.
   */
  book(
    typeIds: Iterable<number>,
    fromDay: number,
    toDay: number,
  ): Promise<PriceBook>;
  /** Loads EVE Ref's daily averages of The Forge of these days, both included. A day that is not given fails alone; UnavailableError when EVE Ref is away: it gives no totals, or nothing of several days in a row. */
  importDays(
    days: { from: Day; to: Day },
    options?: {
      /** Also days that are the same as when they were imported. */
      isForced?: boolean;
      /** Where the files are already; they are downloaded otherwise. */
      folder?: string | undefined;
      /** Keeps what was downloaded. */
      isKeeping?: boolean;
      onProgress?: (progress: PriceImportProgress) => void;
      /** Stops after the files that are being read, and keeps them. */
      signal?: AbortSignal;
    },
  ): Promise<PriceImportReport>;
  /** All prices somebody has set, by type, then by rising day. */
  custom(): Promise<CustomPriceRow[]>;
  /** Sets prices, over those of the same type and day. RejectedError for one that can be none. */
  setCustom(
    prices: readonly {
      typeId: number;
      /** Since 1970-01-01; null: from the beginning. */
      fromDay: number | null;
      price: Cents;
      reason: string;
    }[],
  ): Promise<void>;
  /** Takes back what was set for a type, all of it, or what was set from one day on (null: from the beginning). Returns how many. */
  removeCustom(typeId: number, fromDay?: number | null): Promise<number>;
  /** The sources this site asks, in the order in which they are believed. */
  sources(): Promise<PriceSourceState[]>;
  /** Queues what is to be asked for again. Returns how many orders were given. */
  queueDue(now: Date): Promise<number>;
  readonly implementations: readonly TaskImplementation[];
}
