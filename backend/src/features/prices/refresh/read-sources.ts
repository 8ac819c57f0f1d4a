import type { PricesDeps } from "../deps.ts";
import { esiPricesTurn } from "../esi/refresh-esi-prices.task.ts";
import { isFallback, type PriceSource } from "../price-source.ts";
import type { PriceSourceState } from "../prices.ts";
import { readRefreshes } from "../store/refreshes.ts";

/** Whose turn brings a source's prices; the others are asked for what mails need. */
const turnOf: Partial<Record<PriceSource, string>> = {
  everef: "everef",
  "esi-average": esiPricesTurn,
  "esi-adjusted": esiPricesTurn,
};

/** `Prices.sources`. */
export async function readSources({
  database,
  sources,
}: Pick<PricesDeps, "database" | "sources">): Promise<PriceSourceState[]> {
  const refreshes = await readRefreshes(database.prisma);
  // What tells The Forge's averages goes first, wherever the setting names it.
  const ordered = [
    ...sources.filter((source) => !isFallback(source)),
    ...sources.filter(isFallback),
  ];
  return ordered.map((source) => {
    const refresh = refreshes.get(turnOf[source] ?? "");
    return {
      source,
      isFallback: isFallback(source),
      lastAskedAt: refresh?.doneAt ?? null,
      nextAskAt: refresh?.nextAt ?? null,
      message: refresh?.message ?? null,
    };
  });
}
