/**
 * The keys of an object in their order, once for all mails: an object then needs one byte to say which keys it has. From
 * ESI's bodies of four days; anything else is described in the body itself. Part of codec 3: never to be changed, only
 * to be left behind by a newer codec.
 */
export const knownShapes: readonly (readonly string[])[] = [
  "flag,item_type_id,quantity_destroyed,singleton",
  "flag,item_type_id,quantity_dropped,singleton",
  "flag,item_type_id,items,quantity_destroyed,singleton",
  "flag,item_type_id,items,quantity_dropped,singleton",
  "alliance_id,character_id,corporation_id,damage_done,final_blow,security_status,ship_type_id,weapon_type_id",
  "character_id,corporation_id,damage_done,final_blow,security_status,ship_type_id,weapon_type_id",
  "damage_done,faction_id,final_blow,security_status,ship_type_id",
  "corporation_id,damage_done,final_blow,security_status,ship_type_id",
  "alliance_id,character_id,corporation_id,damage_done,faction_id,final_blow,security_status,ship_type_id,weapon_type_id",
  "character_id,corporation_id,damage_done,faction_id,final_blow,security_status,ship_type_id,weapon_type_id",
  "alliance_id,character_id,corporation_id,damage_done,final_blow,security_status,weapon_type_id",
  "alliance_id,corporation_id,damage_done,final_blow,security_status,ship_type_id",
  "character_id,corporation_id,damage_done,final_blow,security_status,weapon_type_id",
  "damage_done,final_blow,security_status",
  "character_id,corporation_id,damage_done,faction_id,final_blow,security_status,weapon_type_id",
  "alliance_id,character_id,corporation_id,damage_done,faction_id,final_blow,security_status,weapon_type_id",
  "alliance_id,character_id,corporation_id,damage_taken,items,position,ship_type_id",
  "character_id,corporation_id,damage_taken,items,position,ship_type_id",
  "character_id,corporation_id,damage_taken,faction_id,items,position,ship_type_id",
  "alliance_id,character_id,corporation_id,damage_taken,faction_id,items,position,ship_type_id",
  "corporation_id,damage_taken,items,position,ship_type_id",
  "alliance_id,corporation_id,damage_taken,items,position,ship_type_id",
  "alliance_id,character_id,corporation_id,damage_taken,items,ship_type_id",
  "character_id,corporation_id,damage_taken,items,ship_type_id",
  "x,y,z",
  "killmail_id,killmail_time,solar_system_id,victim,attackers",
  "killmail_id,killmail_time,solar_system_id,war_id,victim,attackers",
  "killmail_id,killmail_time,moon_id,solar_system_id,victim,attackers",
  "killmail_id,killmail_time,solar_system_id,moon_id,victim,attackers",
  "attackers,killmail_id,killmail_time,solar_system_id,victim",
  "attackers,killmail_id,killmail_time,solar_system_id,victim,war_id",
].map((keys) => keys.split(","));

/** Keys by their number in a description. Part of codec 3, too. */
export const knownKeys: readonly string[] = [...new Set(knownShapes.flat())];
