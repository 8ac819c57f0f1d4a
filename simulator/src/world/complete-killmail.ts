import type { Attacker, Item, Killmail, Victim } from "./killmail.ts";
import { toEsiTime } from "./killmail.ts";
import type { People } from "./people.ts";

/** As much of a killmail as somebody cares to say; the rest is filled in plausibly. */
export interface PartialKillmail {
  killmail_id?: number | undefined;
  killmail_time?: string | undefined;
  solar_system_id?: number | undefined;
  moon_id?: number | undefined;
  war_id?: number | undefined;
  /** `null`: this mail has none, as some of the oldest. */
  victim?:
    | (Partial<Omit<Victim, "position" | "items">> & {
        position?: Victim["position"] | null;
        items?: Item[] | null;
      })
    | undefined;
  /** With `final_blow: false` on every row nobody strikes it. */
  attackers?: Partial<Attacker>[] | undefined;
}

/**
 * Fills the gaps of a described killmail: affiliations follow from the characters, exactly one
 * attacker has the final blow, attackers stand in the order of their damage.
 */
export function completeKillmail(
  partial: PartialKillmail,
  defaults: {
    id: number;
    nowMs: number;
    solarSystemId: number;
    people: People;
  },
): Killmail {
  const { people, nowMs } = defaults;
  const timeMs =
    partial.killmail_time === undefined
      ? nowMs
      : Date.parse(partial.killmail_time);
  const damage = partial.victim?.damage_taken ?? 4_321;
  const named = partial.attackers ?? [];
  const given: Partial<Attacker>[] =
    named.length > 0 ? named : [{ faction_id: 500010, ship_type_id: 23339 }];
  const hasFinalBlow =
    given.some((attacker) => attacker.final_blow === true) ||
    given.every((attacker) => attacker.final_blow === false);
  const attackers = given.map((attacker, place): Attacker => {
    const affiliated = {
      ...affiliation(people, attacker.character_id),
      ...attacker,
    };
    return {
      ...affiliated,
      damage_done: attacker.damage_done ?? Math.floor(damage / given.length),
      final_blow: hasFinalBlow ? attacker.final_blow === true : place === 0,
      security_status: attacker.security_status ?? 0,
      // A player's row always names a weapon; the hull stands for "unknown".
      ...(attacker.character_id === undefined
        ? {}
        : {
            ship_type_id: attacker.ship_type_id ?? 587,
            weapon_type_id:
              attacker.weapon_type_id ?? attacker.ship_type_id ?? 587,
          }),
    };
  });
  const { position, items, ...victim } = partial.victim ?? {};
  const killmail: Killmail = {
    killmail_id: partial.killmail_id ?? defaults.id,
    killmail_time: toEsiTime(timeMs),
    solar_system_id: partial.solar_system_id ?? defaults.solarSystemId,
    victim: {
      ...affiliation(people, victim.character_id),
      ...victim,
      damage_taken: damage,
      ship_type_id: victim.ship_type_id ?? 603,
      ...(position === null ? {} : { position: position ?? somewhere }),
      ...(items === null ? {} : { items: items ?? defaultItems() }),
    },
    attackers: attackers.sort((a, b) => b.damage_done - a.damage_done),
  };
  if (partial.moon_id !== undefined) killmail.moon_id = partial.moon_id;
  if (partial.war_id !== undefined) killmail.war_id = partial.war_id;
  return killmail;
}

function affiliation(
  people: People,
  characterId: number | undefined,
): Pick<Victim, "corporation_id" | "alliance_id"> {
  const character =
    characterId === undefined ? undefined : people.character(characterId);
  if (!character) return {};
  return {
    corporation_id: character.corporationId,
    ...(character.allianceId === undefined
      ? {}
      : { alliance_id: character.allianceId }),
  };
}

const somewhere = { x: 1_234_567_890.5, y: -42_000.25, z: 98_765.125 };

const defaultItems = (): Item[] => [
  { item_type_id: 2048, flag: 11, singleton: 0, quantity_destroyed: 1 },
  { item_type_id: 2456, flag: 87, singleton: 0, quantity_dropped: 3 },
];
