import type { EsiItem, EsiKillmail } from "../../killmails/index.ts";
import type { Cents } from "../../prices/price-book.ts";
import type { StaticFacts } from "../../universe/type-facts.ts";
import { oneCent, timesCents } from "./cents.ts";
import type { Pricer } from "./create-pricer.ts";
import type { FixedUnitPrice, UnitPrice } from "./unit-price.ts";

/** One row of a mail's items, at any depth, with its worth. */
export interface ValueLine {
  readonly item: Pick<
    EsiItem,
    | "item_type_id"
    | "flag"
    | "singleton"
    | "quantity_dropped"
    | "quantity_destroyed"
  >;
  /** The row it lies in; null at top level. */
  readonly container: EsiItem | null;
  readonly unit: UnitPrice;
  readonly destroyed: Cents;
  readonly dropped: Cents;
  /** In a slot, a drone or fighter bay, plugged in, or a structure's fuel. */
  readonly isFitted: boolean;
  /** A ship in a frigate escape bay: zKillboard says 0.01. */
  readonly isInFrigateBay: boolean;
}

const frigateEscapeBay = 179;
const implantFlag = 89;
const cargo = 5;
const blueprintCopy = 2;
const blueprints = 9;
/** "Genolution 'Auroral' AU-79", which every golden pod carries. */
const goldenPodImplant = 33329;
/** ESI says nothing of copies nested in mails before this one, so all blueprints in containers are taken for copies, as on zKillboard. */
const firstWithNestedCopies = 21_112_472;

/** Low, mid and high slots, drone bay, implants, rigs, subsystems, fighter bay and tubes, services, structure fuel. */
const fittedFlags: readonly [first: number, last: number][] = [
  [11, 34],
  [87, 87],
  [89, 89],
  [92, 99],
  [125, 132],
  [158, 163],
  [164, 171],
  [172, 172],
];
const isFittedFlag = new Uint8Array(256);
for (const [first, last] of fittedFlags) isFittedFlag.fill(1, first, last + 1);

const fixed = (kind: string): FixedUnitPrice => ({
  rule: "fixed",
  price: oneCent,
  kind,
});
const copyPrice = fixed("A blueprint copy");
const goldenPodPrice = fixed("The implant of a golden pod");

/** Calls `visit` with each row of the mail's items, containers before what they hold. */
export function visitLines(
  esi: Pick<EsiKillmail, "killmail_id" | "victim">,
  { pricer, facts }: { pricer: Pricer; facts: StaticFacts },
  visit: (line: ValueLine) => void,
): void {
  for (const item of esi.victim.items ?? []) {
    visit(lineOf(item, null));
    for (const held of item.items ?? []) visit(lineOf(held, item));
  }

  function lineOf(item: EsiItem, container: EsiItem | null): ValueLine {
    const unit = unitPriceOf(item, container);
    return {
      item,
      container,
      unit,
      destroyed: timesCents(unit.price, item.quantity_destroyed ?? 0),
      dropped: timesCents(unit.price, item.quantity_dropped ?? 0),
      isFitted: container === null && isFittedFlag[item.flag] === 1,
      isInFrigateBay: container === null && item.flag === frigateEscapeBay,
    };
  }

  function unitPriceOf(item: EsiItem, container: EsiItem | null): UnitPrice {
    const { item_type_id: typeId, flag, singleton } = item;
    if (singleton === blueprintCopy) return copyPrice;
    if (typeId === goldenPodImplant && flag === implantFlag)
      return goldenPodPrice;
    if (
      container?.flag === cargo &&
      esi.killmail_id < firstWithNestedCopies &&
      facts.type(typeId)?.categoryId === blueprints
    )
      return copyPrice;
    return pricer.unitPrice(typeId);
  }
}
