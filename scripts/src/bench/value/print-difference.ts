import type { PriceBook } from "@killreport/backend/features/prices/index.ts";
import type { StaticFacts } from "@killreport/backend/features/universe/index.ts";
import {
  createValuer,
  explainPrice,
  iskText,
  visitLines,
} from "@killreport/backend/features/valuation/index.ts";
import { type ComparedTotal, mode } from "./compare-totals.ts";
import { nameOf } from "./valued-mails.ts";

/** A mail whose value differs from zKillboard's, line by line as the API explains it. */
export function printDifference(
  { mail, value }: ComparedTotal,
  { facts, book }: { facts: StaticFacts; book: PriceBook },
): void {
  const pricer = createValuer({ facts, book }).pricer(
    new Date(mail.killmail_time),
    mode,
  );
  const name = (typeId: number) => facts.type(typeId)?.name ?? `type ${typeId}`;
  console.log(
    `\n${nameOf(mail)}: ours ${iskText(value.zkillboardTotal)}, zKillboard's ${mail.zkb.totalValue.toFixed(2)} ISK`,
  );
  const hull = pricer.unitPrice(mail.victim.ship_type_id);
  console.log(
    `  ${name(mail.victim.ship_type_id)} (hull): ${iskText(hull.price)}. ${explainPrice(hull, facts).text}`,
  );
  visitLines(mail, { pricer, facts }, (item, unit) => {
    const destroyed = item.quantity_destroyed ?? 0;
    const dropped = item.quantity_dropped ?? 0;
    console.log(
      `  ${name(item.item_type_id)} x ${destroyed + dropped} (flag ${item.flag}, ${dropped} dropped): ${iskText(unit.price)} each. ${explainPrice(unit, facts).text}`,
    );
  });
}
