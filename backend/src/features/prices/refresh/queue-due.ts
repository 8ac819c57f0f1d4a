import type { TaskContract } from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import type { PriceSource } from "../price-source.ts";
import { takeTurn } from "../store/refreshes.ts";
import {
  refreshEsiPrices,
  updateMarketHistory,
  type Wake,
  wakeKey,
} from "../tasks.ts";
import { esiPricesTurn } from "../esi/refresh-esi-prices.task.ts";

const hourMs = 3_600_000;

interface Turn {
  readonly name: string;
  /** Any of them wants it. */
  readonly sources: readonly PriceSource[];
  readonly task: TaskContract<Wake>;
  readonly everyMs: number;
}

/** Who is asked without anybody waiting for it, and how often. */
export const turns: readonly Turn[] = [
  {
    name: "everef",
    sources: ["everef"],
    task: updateMarketHistory,
    // Its totals are one small file; when the day's own file comes is not known, and files are rewritten.
    everyMs: 6 * hourMs,
  },
  {
    name: esiPricesTurn,
    sources: ["esi-average", "esi-adjusted"],
    task: refreshEsiPrices,
    everyMs: 24 * hourMs,
  },
];

/** `Prices.queueDue`. */
export async function queueDue(
  {
    database,
    outbox,
    sources,
  }: {
    database: Database;
    outbox: Outbox;
    sources: readonly PriceSource[];
  },
  now: Date,
): Promise<number> {
  let queued = 0;
  for (const { name, task, everyMs, ...turn } of turns) {
    if (!turn.sources.some((one) => sources.includes(one))) continue;
    const nextAt = new Date(now.getTime() + everyMs);
    const isTaken = await database.transaction(async (tx) => {
      const isDue = await takeTurn(tx, name, { now, nextAt });
      if (isDue) await outbox.add(tx, task, {}, { key: wakeKey });
      return isDue;
    });
    if (isTaken) queued++;
  }
  if (queued > 0) outbox.poke();
  return queued;
}
