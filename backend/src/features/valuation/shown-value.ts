import { plusCents } from "./value/cents.ts";
import type { FrigateBay, ShownValue, StoredValue } from "./valuation.ts";

/** A mail's figures with frigate escape bays counted as the site has chosen. */
export function shownValue(
  value: StoredValue,
  frigateBay: FrigateBay,
): ShownValue {
  const less = frigateBay === "zkillboard" ? 1 : 0;
  const destroyed = value.destroyed - less * value.bayDestroyed;
  const dropped = value.dropped - less * value.bayDropped;
  const { hull, fitted, zkillboardTotal } = value;
  return {
    hull,
    fitted,
    destroyed,
    dropped,
    total: plusCents(destroyed, dropped),
    zkillboardTotal,
  };
}
