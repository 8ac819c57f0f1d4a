import type { EsiKillmail } from "../killmails/index.ts";

/** Every item type on the mail, once: ships, weapons, items and what containers hold. */
export function typesOf({
  victim,
  attackers,
}: Pick<EsiKillmail, "victim" | "attackers">): Set<number> {
  const types = new Set([victim.ship_type_id]);
  for (const attacker of attackers)
    for (const typeId of [attacker.ship_type_id, attacker.weapon_type_id])
      if (typeId !== undefined) types.add(typeId);
  for (const item of victim.items ?? []) {
    types.add(item.item_type_id);
    for (const inner of item.items ?? []) types.add(inner.item_type_id);
  }
  return types;
}
