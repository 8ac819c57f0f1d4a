import type { EntityId } from "../../../kernel/index.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";

/** Bits of `killmail_involvements.roles`. */
export const roleBits = { victim: 1, attacker: 2, finalBlow: 4 } as const;

/** Every character, corporation, alliance and faction on the mail, once, with the roles it has there (bits OR-ed). */
export function involvements(esi: EsiKillmail): Map<EntityId, number> {
  const roles = new Map<EntityId, number>();
  addParty(roles, esi.victim, roleBits.victim);
  for (const attacker of esi.attackers)
    addParty(
      roles,
      attacker,
      attacker.final_blow
        ? roleBits.attacker | roleBits.finalBlow
        : roleBits.attacker,
    );
  return roles;
}

type Party = Pick<
  EsiKillmail["victim"],
  "character_id" | "corporation_id" | "alliance_id" | "faction_id"
>;

function addParty(roles: Map<EntityId, number>, party: Party, bits: number) {
  add(roles, party.character_id, bits);
  add(roles, party.corporation_id, bits);
  add(roles, party.alliance_id, bits);
  add(roles, party.faction_id, bits);
}

function add(
  roles: Map<EntityId, number>,
  entity: number | undefined,
  bits: number,
) {
  if (entity === undefined) return;
  const id = entity as EntityId;
  roles.set(id, (roles.get(id) ?? 0) | bits);
}
