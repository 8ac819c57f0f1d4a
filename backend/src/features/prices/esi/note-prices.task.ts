import {
  implementTask,
  type TaskImplementation,
} from "../../../kernel/index.ts";
import { readStored } from "../../killmails/index.ts";
import { wantElsewhere } from "../appraisals/want-elsewhere.ts";
import { dayOf } from "../days.ts";
import type { PricesDeps } from "../deps.ts";
import { readDaily } from "../store/price-blocks.ts";
import { wantHistories } from "../store/type-histories.ts";
import { notePrices, readTypeHistories, wakeKey } from "../tasks.ts";
import { valuedTypes } from "../valued-types.ts";

/** How far back ESI's history goes, and a little less: what happened before it can say nothing about. */
const esiDays = 400;
/** A price of the weeks before a killmail is one for it. */
const weeks = 40;

/** Whatever a mail of the last year needs and nobody has told a price of is asked of ESI, or of whoever else knows. */
export function notePricesTask(
  deps: Pick<PricesDeps, "database" | "clock" | "outbox" | "sources">,
): TaskImplementation {
  const { database, clock, outbox, sources } = deps;
  const isEsiAsked = sources.includes("esi-history");
  const isAnybodyAsked =
    isEsiAsked || sources.includes("janice") || sources.includes("mutamarket");

  return implementTask(notePrices, async ({ killmails }) => {
    const now = clock.now();
    const oldest = dayOf(now) - esiDays;
    const recent = killmails.filter(
      ({ killmailTime }) => dayOf(new Date(killmailTime)) >= oldest,
    );
    if (!isAnybodyAsked || recent.length === 0) return;

    const lastNeed = new Map<number, number>();
    for (const { esi } of await readStored(database.prisma, recent)) {
      const day = dayOf(new Date(esi.killmail_time));
      for (const typeId of valuedTypes(esi))
        lastNeed.set(typeId, Math.max(day, lastNeed.get(typeId) ?? 0));
    }
    const known = await readDaily(
      database.prisma,
      "the-forge",
      [...lastNeed.keys()],
      { fromDay: oldest - weeks, toDay: dayOf(now) },
    );
    const unpriced = [...lastNeed]
      .filter(
        ([typeId, need]) =>
          known
            .get(typeId)
            ?.some(({ day }) => day <= need && day >= need - weeks) !== true,
      )
      .map(([typeId]) => typeId);
    if (unpriced.length === 0) return;
    await database.transaction(async (tx) => {
      if (!isEsiAsked) await wantElsewhere(tx, deps, unpriced, now);
      else if ((await wantHistories(tx, unpriced, now)) > 0)
        await outbox.add(tx, readTypeHistories, {}, { key: wakeKey });
    });
    outbox.poke();
  });
}
