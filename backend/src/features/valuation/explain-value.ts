import type { EsiItem } from "../killmails/index.ts";
import type { StaticFacts } from "../universe/index.ts";
import type { PricedKillmail } from "./price-killmails.ts";
import { explainPrice } from "./value/explain-price.ts";
import { plusCents, timesCents } from "./value/cents.ts";
import { dayText, lastPricingDay } from "./value/kill-day.ts";
import type { ExplainedLine, Explanation, StoredValue } from "./valuation.ts";

/** Every row of a mail with where its price comes from, priced by the days the mail was valued with. */
export function explainValue(
  priced: PricedKillmail,
  value: StoredValue,
  facts: StaticFacts,
): Explanation {
  const { mail, hull } = priced;
  const lines: ExplainedLine[] = [
    {
      typeId: mail.esi.victim.ship_type_id,
      flag: null,
      containerTypeId: null,
      quantityDestroyed: 1,
      quantityDropped: 0,
      unitPrice: hull.price,
      total: hull.price,
      explanation: explainPrice(hull, facts),
    },
  ];
  for (const item of mail.esi.victim.items ?? []) {
    lines.push(lineOf(item, null));
    for (const held of item.items ?? []) lines.push(lineOf(held, item));
  }

  function lineOf(item: EsiItem, container: EsiItem | null): ExplainedLine {
    const unit = priced.unitPrice(item, container);
    const quantityDestroyed = item.quantity_destroyed ?? 0;
    const quantityDropped = item.quantity_dropped ?? 0;
    return {
      typeId: item.item_type_id,
      flag: item.flag,
      containerTypeId: container?.item_type_id ?? null,
      quantityDestroyed,
      quantityDropped,
      unitPrice: unit.price,
      total: plusCents(
        timesCents(unit.price, quantityDestroyed),
        timesCents(unit.price, quantityDropped),
      ),
      explanation: explainPrice(unit, facts),
    };
  }

  const sum = lines.reduce((total, line) => plusCents(total, line.total), 0);
  const isAsValued = sum === plusCents(value.destroyed, value.dropped);
  return { lines, isAsValued, note: noteOf(mail.time, value, isAsValued) };
}

function noteOf(
  time: Date,
  { isRepriced }: StoredValue,
  isAsValued: boolean,
): string {
  const last = dayText(lastPricingDay(time, isRepriced ? "repriced" : "first"));
  const span = isRepriced
    ? `Priced again after the kill: by daily averages up to ${last}, as far as there are any.`
    : `The first valuation: by daily averages up to ${last}, the day before the kill.`;
  return isAsValued
    ? span
    : `${span} Prices of those days have changed since: the lines do not add up to the total, which follows when the mail is valued again.`;
}
