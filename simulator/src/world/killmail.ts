/** A killmail in the shape of ESI's `GET /killmails/{id}/{hash}` (optional fields are absent, never null). */
export interface Killmail {
  killmail_id: number;
  killmail_time: string;
  solar_system_id: number;
  moon_id?: number;
  war_id?: number;
  victim: Victim;
  attackers: Attacker[];
}

export interface Victim {
  character_id?: number;
  corporation_id?: number;
  alliance_id?: number;
  faction_id?: number;
  damage_taken: number;
  ship_type_id: number;
  position?: { x: number; y: number; z: number };
  items?: Item[];
}

export interface Attacker {
  character_id?: number;
  corporation_id?: number;
  alliance_id?: number;
  faction_id?: number;
  damage_done: number;
  final_blow: boolean;
  security_status: number;
  ship_type_id?: number;
  weapon_type_id?: number;
}

/** One row of the victim's cargo, fit or bay: either dropped or destroyed, never both. Nesting is one level deep. */
export interface Item {
  item_type_id: number;
  flag: number;
  singleton: number;
  quantity_dropped?: number;
  quantity_destroyed?: number;
  items?: Item[];
}

export interface KillmailReference {
  killmail_id: number;
  killmail_hash: string;
}

export const toEsiTime = (timeMs: number): string =>
  new Date(timeMs).toISOString().slice(0, 19) + "Z";
