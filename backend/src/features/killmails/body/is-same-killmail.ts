import type { EsiAttacker, EsiItem, EsiKillmail } from "./esi-killmail.ts";

/**
 * Whether two bodies tell the same story: every field that ESI documents agrees. The order of keys, attackers and items
 * does not count, nor do fields that only one of the two sources knows.
 */
export function isSameKillmail(a: EsiKillmail, b: EsiKillmail): boolean {
  return story(a) === story(b);
}

function story({ victim, ...esi }: EsiKillmail): string {
  return JSON.stringify([
    esi.killmail_id,
    Date.parse(esi.killmail_time),
    esi.solar_system_id,
    esi.moon_id,
    esi.war_id,
    ...party(victim),
    victim.damage_taken,
    victim.ship_type_id,
    victim.position?.x,
    victim.position?.y,
    victim.position?.z,
    items(victim.items),
    esi.attackers.map(attacker).sort(),
  ]);
}

function party(who: EsiKillmail["victim"] | EsiAttacker) {
  return [
    who.character_id,
    who.corporation_id,
    who.alliance_id,
    who.faction_id,
  ];
}

function attacker(one: EsiAttacker): string {
  return JSON.stringify([
    ...party(one),
    one.damage_done,
    one.final_blow,
    one.security_status,
    one.ship_type_id,
    one.weapon_type_id,
  ]);
}

function items(list: EsiItem["items"] | EsiItem[]): string[] {
  return (list ?? []).map((one) => item(one as EsiItem)).sort();
}

function item(one: EsiItem): string {
  return JSON.stringify([
    one.item_type_id,
    one.flag,
    one.singleton,
    one.quantity_dropped ?? 0,
    one.quantity_destroyed ?? 0,
    items(one.items),
  ]);
}
