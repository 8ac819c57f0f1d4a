import type { EsiItem, StoredKillmail } from "../killmails/index.ts";
import type { Prices } from "../prices/index.ts";
import type { StaticFacts } from "../universe/index.ts";
import { openBook } from "./prices/open-book.ts";
import { createValuer, type Valuer } from "./value/create-valuer.ts";
import { dayOf, type PricingMode } from "./value/kill-day.ts";
import type { UnitPrice } from "./value/unit-price.ts";
import { unitPriceOf } from "./value/value-lines.ts";

export interface PricedKillmail {
  readonly mail: StoredKillmail;
  /** Of a row of the mail; `container` is the row it lies in. */
  unitPrice(item: EsiItem, container: EsiItem | null): UnitPrice;
  readonly hull: UnitPrice;
}

/** Mails of how many days are priced by one book: prices are kept so. */
const daysOfBook = 32;

/** Makes a valuer for all types of these mails, which are to lie near each other in time. */
export async function openValuer(
  deps: { prices: Pick<Prices, "book">; facts: StaticFacts },
  mails: readonly Pick<StoredKillmail, "time" | "esi">[],
): Promise<Valuer> {
  const typeIds = new Set<number>();
  let fromDay = Infinity;
  let toDay = -Infinity;
  for (const { time, esi } of mails) {
    fromDay = Math.min(fromDay, dayOf(time));
    toDay = Math.max(toDay, dayOf(time));
    typeIds.add(esi.victim.ship_type_id);
    for (const item of esi.victim.items ?? []) {
      typeIds.add(item.item_type_id);
      for (const held of item.items ?? []) typeIds.add(held.item_type_id);
    }
  }
  const book = await openBook(deps, typeIds, { fromDay, toDay });
  return createValuer({ facts: deps.facts, book });
}

/** Groups of mails that one book can serve. */
export function byBook<Mail extends { readonly time: Date }>(
  mails: readonly Mail[],
): Mail[][] {
  const groups = Map.groupBy(mails, ({ time }) =>
    Math.floor(dayOf(time) / daysOfBook),
  );
  return [...groups.values()];
}

export async function priceKillmails(
  deps: { prices: Pick<Prices, "book">; facts: StaticFacts },
  asked: readonly { mail: StoredKillmail; mode: PricingMode }[],
): Promise<PricedKillmail[]> {
  const priced: PricedKillmail[] = [];
  const timed = asked.map((one) => ({ ...one, time: one.mail.time }));
  for (const group of byBook(timed)) {
    const valuer = await openValuer(
      deps,
      group.map(({ mail }) => mail),
    );
    for (const { mail, mode } of group) {
      const pricer = valuer.pricer(mail.time, mode);
      const rules = { pricer, facts: deps.facts };
      priced.push({
        mail,
        hull: pricer.unitPrice(mail.esi.victim.ship_type_id),
        unitPrice: (item, container) =>
          unitPriceOf(mail.id, rules, item, container),
      });
    }
  }
  return priced;
}
