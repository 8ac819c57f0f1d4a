import type { KillmailId } from "../../../kernel/index.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import { killmailHash } from "../body/killmail-hash.ts";
import type { Reference } from "../reference.ts";

/** A small, valid killmail for tests; `changes` replace whole top-level fields. */
export function inventKillmail(
  killmailId: number,
  changes: Partial<EsiKillmail> = {},
): EsiKillmail {
  return {
    killmail_id: killmailId,
    killmail_time: new Date(
      Date.UTC(2026, 5, 1) + killmailId * 60_000,
    ).toISOString(),
    solar_system_id: 30000142,
    victim: {
      character_id: 2110000001,
      corporation_id: 98000001,
      damage_taken: 500,
      ship_type_id: 587,
      position: { x: -1.5e11, y: 2.25, z: 1e18 },
      items: [
        { flag: 11, item_type_id: 2048, quantity_dropped: 1, singleton: 0 },
      ],
    },
    attackers: [
      {
        character_id: 2110000002,
        corporation_id: 98000002,
        alliance_id: 99000002,
        damage_done: 500,
        final_blow: true,
        security_status: -1.5,
        ship_type_id: 588,
        weapon_type_id: 588,
      },
    ],
    ...changes,
  };
}

export function referenceOf(esi: EsiKillmail): Reference {
  return {
    killmailId: esi.killmail_id as KillmailId,
    hash: killmailHash(esi),
  };
}
