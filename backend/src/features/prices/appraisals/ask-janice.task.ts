import {
  implementTask,
  type TaskImplementation,
} from "../../../kernel/index.ts";
import { createOneAtATime } from "../../../platform/esi/index.ts";
import { dayOf } from "../days.ts";
import type { PricesDeps } from "../deps.ts";
import { keepPrices } from "../keep-prices.ts";
import { readCents, type Refusals, refuse } from "../read-cents.ts";
import type { DayPrice } from "../store/price-blocks.ts";
import {
  noteAppraisals,
  readWantedAppraisals,
} from "../store/price-questions.ts";
import { askJanice, wakeKey } from "../tasks.ts";

/** Keys are blocked for excess; nobody says where it begins. */
const typesAtOnce = 100;
const pauseMs = 2_000;

/** Asks Janice for up to 100 types somebody waits for, and orders itself again, a pause later, while there are more. */
export function askJaniceTask(deps: PricesDeps): TaskImplementation {
  const { database, clock, outbox, janice } = deps;
  const inTurn = createOneAtATime();

  return implementTask(askJanice, (_wake, { priority, log }) =>
    inTurn(async () => {
      if (janice === null) return;
      const wanted = await readWantedAppraisals(
        database.prisma,
        "janice",
        typesAtOnce,
      );
      if (wanted.length === 0) return;
      const answers = await janice.prices(wanted);
      const now = clock.now();
      const refusals: Refusals = new Map();
      const prices: DayPrice[] = [];
      for (const { typeId, isk } of answers) {
        const price = readCents(isk);
        if (!wanted.includes(typeId)) refuse(refusals, "of another type");
        else if (typeof price === "string") refuse(refusals, price);
        else prices.push({ typeId, day: dayOf(now), price });
      }
      if (refusals.size > 0)
        log.warn(
          { refused: Object.fromEntries(refusals) },
          "Prices of Janice that can be none were left out",
        );
      await database.transaction(async (tx) => {
        await keepPrices(tx, outbox, "janice", prices);
        await noteAppraisals(tx, "janice", wanted, now);
        const dueAt = new Date(now.getTime() + pauseMs);
        if (wanted.length === typesAtOnce)
          await outbox.add(
            tx,
            askJanice,
            {},
            { priority, key: wakeKey, dueAt },
          );
      });
      outbox.poke();
    }),
  );
}
