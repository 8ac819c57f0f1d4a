import type { EsiKillmail } from "../../killmails/index.ts";
import type { Cents } from "../../prices/index.ts";
import type { StaticFacts } from "../../universe/index.ts";
import { oneCent, plusCents, timesCents } from "./cents.ts";
import type { Pricer } from "./create-pricer.ts";
import { isFitted, isInFrigateBay, visitLines } from "./value-lines.ts";

/** What a mail is worth, by our rules. */
export interface KillmailValue {
  readonly hull: Cents;
  /** Hull and what was fitted, destroyed or not. */
  readonly fitted: Cents;
  /** Hull and items that went with it. */
  readonly destroyed: Cents;
  readonly dropped: Cents;
  /** Destroyed and dropped. */
  readonly total: Cents;
  /** Of `destroyed` and `dropped`: ships in a frigate escape bay beyond the 0.01 each is worth on zKillboard. */
  readonly bayDestroyed: Cents;
  readonly bayDropped: Cents;
  /** The total by zKillboard's rules with the same prices: ships in a frigate escape bay 0.01, and a stack of which part dropped counted whole on both sides. */
  readonly zkillboardTotal: Cents;
  /** Rows, the hull among them, of whose type no price is known. */
  readonly unpriced: number;
}

/** Adds up a mail. A row with both quantities counts each once. */
export function valueKillmail(
  esi: Pick<EsiKillmail, "killmail_id" | "victim">,
  deps: { pricer: Pricer; facts: StaticFacts },
): KillmailValue {
  const hull = deps.pricer.unitPrice(esi.victim.ship_type_id);
  let fitted = hull.price;
  let destroyed = hull.price;
  let dropped = 0;
  let bayDestroyed = 0;
  let bayDropped = 0;
  let zkillboardTotal = hull.price;
  let unpriced = hull.rule === "unknown" ? 1 : 0;
  visitLines(esi, deps, (item, unit, container) => {
    const quantityDestroyed = item.quantity_destroyed ?? 0;
    const quantityDropped = item.quantity_dropped ?? 0;
    const worthDestroyed = timesCents(unit.price, quantityDestroyed);
    const worthDropped = timesCents(unit.price, quantityDropped);
    const isBay = isInFrigateBay(item, container);
    destroyed = plusCents(destroyed, worthDestroyed);
    dropped = plusCents(dropped, worthDropped);
    if (isFitted(item, container))
      fitted = plusCents(plusCents(fitted, worthDestroyed), worthDropped);
    if (isBay) {
      bayDestroyed = plusCents(
        bayDestroyed,
        beyondACent(worthDestroyed, quantityDestroyed),
      );
      bayDropped = plusCents(
        bayDropped,
        beyondACent(worthDropped, quantityDropped),
      );
    }
    const times = quantityDestroyed > 0 && quantityDropped > 0 ? 2 : 1;
    zkillboardTotal = plusCents(
      zkillboardTotal,
      timesCents(
        isBay ? oneCent : unit.price,
        (quantityDestroyed + quantityDropped) * times,
      ),
    );
    if (unit.rule === "unknown") unpriced++;
  });
  return {
    hull: hull.price,
    fitted,
    destroyed,
    dropped,
    total: plusCents(destroyed, dropped),
    bayDestroyed,
    bayDropped,
    zkillboardTotal,
    unpriced,
  };
}

function beyondACent(worth: Cents, quantity: number): Cents {
  return Math.max(0, worth - timesCents(oneCent, quantity));
}
