import {
  implementTask,
  type TaskImplementation,
} from "../../../kernel/index.ts";
import { createOneAtATime } from "../../../platform/esi/index.ts";
import { dayOf } from "../days.ts";
import type { PricesDeps } from "../deps.ts";
import { keepPrices } from "../keep-prices.ts";
import { median } from "../median.ts";
import { readCents } from "../read-cents.ts";
import {
  noteAppraisals,
  readWantedAppraisals,
} from "../store/price-questions.ts";
import { askMutamarket, wakeKey } from "../tasks.ts";

const dayMs = 86_400_000;
const pauseMs = 1_000;
const typesAtOnce = 1_000;

/** Asks Mutamarket for one type somebody waits for, and orders itself again, a second later, while there are more. Types it does not appraise are not asked for. */
export function askMutamarketTask(deps: PricesDeps): TaskImplementation {
  const { database, clock, outbox, mutamarket } = deps;
  const inTurn = createOneAtATime();
  let appraised: { types: ReadonlySet<number>; at: number } | null = null;

  /** Asked for once a day by each process. */
  async function appraisedTypes(now: Date): Promise<ReadonlySet<number>> {
    if (appraised === null || appraised.at < now.getTime() - dayMs)
      appraised = {
        types: new Set(await mutamarket.types()),
        at: now.getTime(),
      };
    return appraised.types;
  }

  return implementTask(askMutamarket, (_wake, { priority }) =>
    inTurn(async () => {
      const wanted = await readWantedAppraisals(
        database.prisma,
        "mutamarket",
        typesAtOnce,
      );
      if (wanted.length === 0) return;
      const known = await appraisedTypes(clock.now());
      const [typeId, ...others] = wanted.filter((one) => known.has(one));
      const estimates =
        typeId === undefined ? [] : await mutamarket.estimates(typeId);
      const now = clock.now();
      const price = median(
        estimates.map(readCents).filter((cents) => typeof cents === "number"),
      );
      await database.transaction(async (tx) => {
        if (typeId !== undefined && price !== null)
          await keepPrices(tx, outbox, "mutamarket", [
            { typeId, day: dayOf(now), price },
          ]);
        const asked = wanted.filter((one) => !others.includes(one));
        await noteAppraisals(tx, "mutamarket", asked, now);
        const dueAt = new Date(now.getTime() + pauseMs);
        if (others.length > 0 || wanted.length === typesAtOnce)
          await outbox.add(
            tx,
            askMutamarket,
            {},
            { priority, key: wakeKey, dueAt },
          );
      });
      outbox.poke();
    }),
  );
}
