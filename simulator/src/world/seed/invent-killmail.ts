import type { Attacker, Killmail, Victim } from "../killmail.ts";
import { toEsiTime } from "../killmail.ts";
import type { People } from "../people.ts";
import type { Random } from "../random.ts";
import { lonerCorporationId, pilotWeight } from "./cast.ts";
import type { Fit } from "./fit.ts";
import { fits } from "./fits.ts";
import {
  inventImplants,
  inventItems,
  inventStructureItems,
} from "./invent-items.ts";
import { killPlace } from "./kill-place.ts";
import { systemRows, systemWeight } from "./places.ts";

export interface KillInput {
  random: Random;
  people: People;
  id: number;
  timeMs: number;
}

const capsuleId = 670;
const goldenCapsuleId = 33328;

/** Guns of nobody: who shoots is a faction or an NPC corporation, never a character. */
const npcs: readonly Pick<
  Attacker,
  "faction_id" | "corporation_id" | "ship_type_id"
>[] = [
  { faction_id: 500010, ship_type_id: 23339 },
  { faction_id: 500011, ship_type_id: 16877 },
  { faction_id: 500020, ship_type_id: 10284 },
  { corporation_id: 1000133, ship_type_id: 24128 },
];

const structures = [35832, 35825, 35835, 33474, 33475, 2233];

/** One fight's end: a ship, at times a structure, killed by other pilots, NPCs or both. */
export function inventKillmail(input: KillInput): Killmail {
  const { random, people, id, timeMs } = input;
  const pilots = people.characterIds();
  const system = random.pickWeighted(systemRows, ([systemId, , , security]) =>
    systemWeight(security, systemId),
  );
  const victimId = random.pickWeighted(pilots, pilotWeight);
  const isStructure = random.chance(0.04);
  const victim = isStructure
    ? structureVictim(input, victimId, system[0])
    : shipVictim(input, victimId, system[0]);
  const isNpcOnly = !isStructure && random.chance(0.06);
  const foes = isNpcOnly ? [] : pickFoes(input, victimId);
  const rows = foes.map((foe) => pilotRow(input, foe));
  if (isNpcOnly || random.chance(0.08)) rows.push(npcRow(random));
  const attackers = shareDamage(random, rows, victim.damage_taken);
  return {
    attackers,
    killmail_id: id,
    killmail_time: toEsiTime(timeMs),
    solar_system_id: system[0],
    victim,
    ...(random.chance(0.3) ? warBetween(people, victim, attackers) : {}),
  };
}

/** The one war there is between two sides, each an alliance or a corporation without one; nothing where one of them is at war with nobody. */
function warBetween(
  people: People,
  victim: Victim,
  attackers: readonly Attacker[],
): Pick<Killmail, "war_id"> {
  const striker = attackers.find(({ final_blow }) => final_blow);
  const sides = [...people.allianceIds(), lonerCorporationId];
  const [one, other] = [victim, striker].map((party) =>
    sides.indexOf(party?.alliance_id ?? party?.corporation_id ?? 0),
  );
  if (one === undefined || other === undefined) return {};
  if (one < 0 || other < 0 || one === other) return {};
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  return { war_id: 730_001 + low * sides.length + high };
}

/** The capsule that follows a ship: same fight, same place, half a minute later. */
export function inventCapsuleKill(ship: Killmail, input: KillInput): Killmail {
  const { random, id, timeMs } = input;
  const { war_id: _war, ...rest } = ship;
  const victim: Victim = {
    ...ship.victim,
    damage_taken: random.between(380, 2_900),
    ship_type_id: random.chance(0.02) ? goldenCapsuleId : capsuleId,
    items: inventImplants(random),
  };
  const rows = ship.attackers
    .filter((attacker) => attacker.character_id !== undefined)
    .slice(0, random.between(1, 3));
  return {
    ...rest,
    attackers: shareDamage(random, rows, victim.damage_taken),
    killmail_id: id,
    killmail_time: toEsiTime(timeMs),
    victim,
  };
}

function shipVictim(
  input: KillInput,
  characterId: number,
  systemId: number,
): Victim {
  const { random } = input;
  const fit = pickFit(random);
  return {
    ...affiliationAt(input, characterId),
    character_id: characterId,
    damage_taken: Math.max(1, Math.round(fit.damage * (0.7 + random.next()))),
    items: inventItems(random, fit),
    position: killPlace(random, systemId),
    ship_type_id: fit.hullId,
  };
}

/** Structures and deployables die without a character: only their owner's corporation is named. */
function structureVictim(
  input: KillInput,
  ownerId: number,
  systemId: number,
): Victim {
  const { random } = input;
  const typeId = random.pick(structures);
  return {
    ...affiliationAt(input, ownerId),
    damage_taken: random.between(20_000, 5_400_000),
    items: typeId >= 35_000 ? inventStructureItems(random) : [],
    position: killPlace(random, systemId),
    ship_type_id: typeId,
  };
}

function pickFoes({ random, people }: KillInput, victimId: number): number[] {
  const victim = people.character(victimId);
  const enemies = people
    .characterIds()
    .filter(
      (id) =>
        id !== victimId &&
        (random.chance(0.02) ||
          people.character(id)?.corporationId !== victim?.corporationId),
    );
  const size = random.chance(0.35)
    ? 1
    : random.chance(0.8)
      ? random.between(2, 6)
      : random.between(7, 18);
  const foes = new Set<number>();
  while (foes.size < size) foes.add(random.pickWeighted(enemies, pilotWeight));
  return [...foes];
}

function pilotRow(input: KillInput, characterId: number): Attacker {
  const { random, people } = input;
  const fit = pickFit(random);
  // In a third of rows the game names the hull where the weapon belongs: it does not know better.
  const isWeaponKnown = random.chance(0.67);
  return {
    ...affiliationAt(input, characterId),
    character_id: characterId,
    damage_done: 0,
    final_blow: false,
    security_status: people.character(characterId)?.securityStatus ?? 0,
    ship_type_id: fit.hullId,
    weapon_type_id: isWeaponKnown ? fit.weaponId : fit.hullId,
  };
}

const npcRow = (random: Random): Attacker => ({
  ...random.pick(npcs),
  damage_done: 0,
  final_blow: false,
  security_status: 0,
});

function shareDamage(
  random: Random,
  rows: readonly Attacker[],
  damage: number,
): Attacker[] {
  const shares = rows.map(() => 0.05 + random.next());
  const total = shares.reduce((sum, share) => sum + share, 0);
  const finalBlow = random.between(0, rows.length - 1);
  let left = damage;
  return rows
    .map((row, place) => {
      const isLast = place === rows.length - 1;
      const done = isLast
        ? left
        : Math.floor((damage * (shares[place] ?? 0)) / total);
      left -= done;
      return { ...row, damage_done: done, final_blow: place === finalBlow };
    })
    .sort((a, b) => b.damage_done - a.damage_done);
}

function affiliationAt(
  { people, timeMs }: KillInput,
  characterId: number,
): Pick<Victim, "corporation_id" | "alliance_id"> {
  const corporationId = people.corporationAt(characterId, timeMs);
  if (corporationId === undefined) return {};
  const allianceId = people.corporation(corporationId)?.allianceId;
  return {
    corporation_id: corporationId,
    ...(allianceId === undefined ? {} : { alliance_id: allianceId }),
  };
}

const pickFit = (random: Random): Fit =>
  random.pickWeighted(fits, (fit) => fit.weight);
