import type {
  EsiAttacker,
  EsiKillmail,
  EsiVictim,
} from "../../killmails/index.ts";
import { factsOf } from "./facts-of.ts";

/** Types and systems that tests of labels use. */
export const labelFacts = factsOf({
  types: {
    587: { category: 6, group: 25, name: "Rifter" },
    670: { category: 6, group: 29, name: "Capsule" },
    672: { category: 6, group: 31, name: "Caldari Shuttle" },
    606: { category: 6, group: 237, name: "Velator" },
    671: { category: 6, group: 30, name: "Erebus" },
    20185: { category: 6, group: 513, name: "Charon" },
    35832: { category: 65, group: 1657, name: "Astrahus" },
    16213: { category: 23, group: 365, name: "Control Tower" },
    33475: { category: 22, group: 1250, name: "Mobile Tractor Unit" },
  },
  recipes: {
    671: { materials: { 21009: 1, 34: 2 } },
    21009: { materials: { 34: 3 } },
  },
});

export const player = 2_110_000_002;
export const npcCharacter = 3_999_999;
export const playerCorporation = 98_000_002;
export const npcCorporation = 1_000_125;

export function attacker(changes: Partial<EsiAttacker> = {}): EsiAttacker {
  return {
    character_id: player,
    corporation_id: playerCorporation,
    damage_done: 1,
    final_blow: false,
    security_status: 0,
    ship_type_id: 587,
    ...changes,
  };
}

/** Without a character: as ESI tells of rats. */
export function rat(): EsiAttacker {
  return {
    corporation_id: npcCorporation,
    damage_done: 1,
    final_blow: false,
    security_status: 0,
    ship_type_id: 587,
  };
}

/** A mail of a Rifter lost to one player in Jita, changed. */
export function mailOf(
  changes: Partial<Omit<EsiKillmail, "victim">> & {
    victim?: Partial<EsiVictim>;
  } = {},
): EsiKillmail {
  return {
    killmail_id: 1,
    killmail_time: "2026-06-01T00:01:00Z",
    solar_system_id: 30000142,
    attackers: [attacker({ final_blow: true })],
    ...changes,
    victim: {
      character_id: 2110000001,
      corporation_id: 98000001,
      damage_taken: 500,
      ship_type_id: 587,
      items: [
        { flag: 11, item_type_id: 2048, quantity_dropped: 1, singleton: 0 },
      ],
      ...changes.victim,
    },
  };
}
