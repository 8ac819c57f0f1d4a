import type { EsiItem, EsiKillmail } from "../../killmails/index.ts";
import type { StaticFacts } from "../../universe/index.ts";
import { oneCent } from "./cents.ts";
import type { Pricer } from "./create-pricer.ts";
import type { FixedUnitPrice, UnitPrice } from "./unit-price.ts";

/** One row of a mail's items, at any depth; `container` is the row it lies in, null at top level. */
export type VisitLine = (
  item: EsiItem,
  unit: UnitPrice,
  container: EsiItem | null,
) => void;

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

/** In a slot, a drone or fighter bay, plugged in, or a structure's fuel. */
export function isFitted(item: EsiItem, container: EsiItem | null): boolean {
  return container === null && isFittedFlag[item.flag] === 1;
}

/** A ship in a frigate escape bay: zKillboard says 0.01. */
export function isInFrigateBay(
  item: EsiItem,
  container: EsiItem | null,
): boolean {
  return container === null && item.flag === frigateEscapeBay;
}

/** Calls `visit` with each row of the mail's items, containers before what they hold. It makes no object for them: a day has a third of a million. */
export function visitLines(
  esi: Pick<EsiKillmail, "killmail_id" | "victim">,
  deps: { pricer: Pricer; facts: StaticFacts },
  visit: VisitLine,
): void {
  for (const item of esi.victim.items ?? []) {
    visit(item, unitPriceOf(esi.killmail_id, deps, item, null), null);
    for (const held of item.items ?? [])
      visit(held, unitPriceOf(esi.killmail_id, deps, held, item), item);
  }
}

/** What one of a row is worth: some are worth nothing where they are, whatever their type costs. */
export function unitPriceOf(
  killmailId: number,
  { pricer, facts }: { pricer: Pricer; facts: StaticFacts },
  item: EsiItem,
  container: EsiItem | null,
): UnitPrice {
  const { item_type_id: typeId, flag, singleton } = item;
  if (singleton === blueprintCopy) return copyPrice;
  if (typeId === goldenPodImplant && flag === implantFlag)
    return goldenPodPrice;
  if (
    container?.flag === cargo &&
    killmailId < firstWithNestedCopies &&
    facts.type(typeId)?.categoryId === blueprints
  )
    return copyPrice;
  return pricer.unitPrice(typeId);
}
