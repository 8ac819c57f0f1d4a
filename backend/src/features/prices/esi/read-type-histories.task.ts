import {
  id,
  implementTask,
  type Logger,
  type Priority,
  type TaskImplementation,
  type TypeId,
} from "../../../kernel/index.ts";
import {
  createOneAtATime,
  type EsiMarketDay,
  EsiRefusedError,
} from "../../../platform/esi/index.ts";
import { wantElsewhere } from "../appraisals/want-elsewhere.ts";
import { dayNamed, dayOf } from "../days.ts";
import type { PricesDeps } from "../deps.ts";
import { keepPrices } from "../keep-prices.ts";
import { readCents, type Refusals, refuse } from "../read-cents.ts";
import type { DayPrice } from "../store/price-blocks.ts";
import { noteHistory, readWantedHistories } from "../store/type-histories.ts";
import { readTypeHistories, wakeKey } from "../tasks.ts";

/** One run's share: a slot is not held for long, and what was learnt is kept type by type. */
const typesPerRun = 25;
/** Of the 100 errors ESI allows in a minute: each type without a market is one. */
const mostRefusals = 10;
const refusedWaitMs = 60_000;
/** With these ESI says that a type has no market. */
const noMarket: readonly number[] = [400, 404, 422];

/** Asks ESI for the histories somebody waits for, and orders itself again while there are more. */
export function readTypeHistoriesTask(deps: PricesDeps): TaskImplementation {
  const { database, clock, outbox } = deps;
  const inTurn = createOneAtATime();

  return implementTask(readTypeHistories, (_wake, { priority, log }) =>
    inTurn(async () => {
      const wanted = await readWantedHistories(database.prisma, typesPerRun);
      let refusals = 0;
      for (const one of wanted) {
        if (!(await readHistory(deps, one, priority, log))) refusals++;
        if (refusals === mostRefusals) break;
      }
      const isMore = wanted.length === typesPerRun || refusals === mostRefusals;
      const waitMs = refusals === mostRefusals ? refusedWaitMs : 0;
      if (isMore)
        await database.transaction((tx) =>
          outbox.add(
            tx,
            readTypeHistories,
            {},
            {
              priority,
              key: wakeKey,
              dueAt: new Date(clock.now().getTime() + waitMs),
            },
          ),
        );
      outbox.poke();
    }),
  );
}

/** False when ESI says that the type has no market. */
async function readHistory(
  deps: PricesDeps,
  { typeId, etag }: { typeId: number; etag: string | null },
  priority: Priority,
  log: Logger,
): Promise<boolean> {
  const { database, clock, outbox, esi } = deps;
  try {
    const answer = await esi.marketHistory({
      typeId: id<TypeId>(typeId),
      etag,
      priority,
    });
    const now = clock.now();
    const refusals: Refusals = new Map();
    const prices =
      answer.status === 304
        ? []
        : pricesIn(answer.body, { typeId, lastDay: dayOf(now), refusals });
    if (refusals.size > 0)
      log.warn(
        { typeId, refused: Object.fromEntries(refusals) },
        "Prices that can be none were left out",
      );
    await database.transaction(async (tx) => {
      await keepPrices(tx, outbox, "the-forge", prices);
      await noteHistory(tx, typeId, {
        askedAt: now,
        noMarketAt: null,
        ...(answer.status === 200 && { etag: answer.etag }),
      });
      if (answer.status === 200 && prices.length === 0)
        await wantElsewhere(tx, deps, [typeId], now);
    });
    return true;
  } catch (error) {
    const isNoMarket =
      error instanceof EsiRefusedError && noMarket.includes(error.status);
    if (!isNoMarket) throw error;
    const now = clock.now();
    await database.transaction(async (tx) => {
      await noteHistory(tx, typeId, { askedAt: now, noMarketAt: now });
      await wantElsewhere(tx, deps, [typeId], now);
    });
    return false;
  }
}

function pricesIn(
  days: readonly EsiMarketDay[],
  {
    typeId,
    lastDay,
    refusals,
  }: { typeId: number; lastDay: number; refusals: Refusals },
): DayPrice[] {
  const prices: DayPrice[] = [];
  for (const { date, average } of days) {
    const day = typeof date === "string" ? dayNamed(date) : null;
    const price = readCents(average);
    if (day === null || day > lastDay) refuse(refusals, "of another day");
    else if (typeof price === "string") refuse(refusals, price);
    else prices.push({ typeId, day, price });
  }
  return prices;
}
