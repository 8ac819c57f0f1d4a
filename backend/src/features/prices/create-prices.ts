import {
  importDays,
  type ImportDaysDeps,
} from "./market-history/import-days.ts";
import { updateMarketHistoryTask } from "./market-history/update-market-history.task.ts";
import type { FallbackSource } from "./price-book.ts";
import { isFallback, type PriceSource } from "./price-source.ts";
import type { Prices } from "./prices.ts";
import { readBook } from "./read-book.ts";
import { queueDue } from "./refresh/queue-due.ts";

export interface PricesDeps extends ImportDaysDeps {
  /** Whom to ask, in the order in which they are believed where The Forge's averages know nothing. */
  readonly sources: readonly PriceSource[];
}

export function createPrices(deps: PricesDeps): Prices {
  const { prisma } = deps.database;
  const order: readonly FallbackSource[] = deps.sources.filter(isFallback);
  return {
    book: (typeIds, fromDay, toDay) =>
      readBook(prisma, order, typeIds, { fromDay, toDay }),
    importDays: (days, options) => importDays(deps, days, options),
    queueDue: (now) => queueDue(deps, now),
    implementations: [updateMarketHistoryTask(deps)],
  };
}
