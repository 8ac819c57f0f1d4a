import type { EsiKillmail } from "../../killmails/index.ts";

/** The killmails of a day nobody lived through: each id the same mail every time. */
export function inventDay(
  day: string,
  firstId: number,
  count: number,
): EsiKillmail[] {
  const start = Date.parse(`${day}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => ({
    killmail_id: firstId + index,
    killmail_time: new Date(start + index * 7_000)
      .toISOString()
      .replace(".000Z", "Z"),
    solar_system_id: 30000142 + (index % 7),
    victim: {
      character_id: 2110000000 + (index % 40),
      corporation_id: 98000000 + (index % 5),
      damage_taken: 500 + index,
      ship_type_id: 587,
      items: [
        { flag: 5, item_type_id: 34, quantity_dropped: index, singleton: 0 },
      ],
    },
    attackers: [
      {
        character_id: 2110000100 + (index % 30),
        corporation_id: 98000010 + (index % 3),
        alliance_id: 99000001,
        damage_done: 500 + index,
        final_blow: true,
        security_status: -1.5,
        ship_type_id: 588,
        weapon_type_id: 588,
      },
    ],
  }));
}
