import type { EsiKillmail } from "../killmails/index.ts";
import type { EntityKind } from "./entities.ts";

/** Everyone on the mail, once, by id; the field that names an id says what it is. */
export function entitiesOf(
  esi: Pick<EsiKillmail, "victim" | "attackers">,
): Map<number, EntityKind> {
  const kinds = new Map<number, EntityKind>();
  for (const party of [esi.victim, ...esi.attackers]) {
    const named: [EntityKind, number | undefined][] = [
      ["character", party.character_id],
      ["corporation", party.corporation_id],
      ["alliance", party.alliance_id],
      ["faction", party.faction_id],
    ];
    for (const [kind, entityId] of named)
      if (entityId !== undefined) kinds.set(entityId, kind);
  }
  return kinds;
}
