import { askJaniceTask } from "./appraisals/ask-janice.task.ts";
import { askMutamarketTask } from "./appraisals/ask-mutamarket.task.ts";
import { removeCustom, setCustom } from "./custom/set-prices.ts";
import type { PricesDeps } from "./deps.ts";
import { notePricesTask } from "./esi/note-prices.task.ts";
import { readTypeHistoriesTask } from "./esi/read-type-histories.task.ts";
import { refreshEsiPricesTask } from "./esi/refresh-esi-prices.task.ts";
import { importDays } from "./market-history/import-days.ts";
import { updateMarketHistoryTask } from "./market-history/update-market-history.task.ts";
import type { FallbackSource } from "./price-book.ts";
import { isFallback } from "./price-source.ts";
import type { Prices } from "./prices.ts";
import { readBook } from "./read-book.ts";
import { queueDue } from "./refresh/queue-due.ts";
import { readSources } from "./refresh/read-sources.ts";
import { readCustomPrices } from "./store/custom-prices.ts";

export function createPrices(deps: PricesDeps): Prices {
  const { prisma } = deps.database;
  const order: readonly FallbackSource[] = deps.sources.filter(isFallback);
  return {
    book: (typeIds, fromDay, toDay) =>
      readBook(prisma, order, typeIds, { fromDay, toDay }),
    importDays: (days, options) => importDays(deps, days, options),
    custom: () => readCustomPrices(prisma),
    setCustom: (prices) => setCustom(deps, prices),
    removeCustom: (typeId, fromDay) => removeCustom(deps, typeId, fromDay),
    sources: () => readSources(deps),
    queueDue: (now) => queueDue(deps, now),
    implementations: [
      updateMarketHistoryTask(deps),
      refreshEsiPricesTask(deps),
      notePricesTask(deps),
      readTypeHistoriesTask(deps),
      askJaniceTask(deps),
      askMutamarketTask(deps),
    ],
  };
}
