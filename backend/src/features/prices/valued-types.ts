import type { EsiItem, EsiKillmail } from "../killmails/index.ts";

/** A blueprint copy, which nobody can sell on the market (`singleton` 2). */
const blueprintCopy = 2;

/** The types a mail is valued by: the hull and what was in it, containers' contents included. What attackers flew is worth nothing here. */
export function valuedTypes({
  victim,
}: Pick<EsiKillmail, "victim">): Set<number> {
  const types = new Set([victim.ship_type_id]);
  const add = (item: Pick<EsiItem, "item_type_id" | "singleton">) => {
    if (item.singleton !== blueprintCopy) types.add(item.item_type_id);
  };
  for (const item of victim.items ?? []) {
    add(item);
    for (const inner of item.items ?? []) add(inner);
  }
  return types;
}
