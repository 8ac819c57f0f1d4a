import type { Attacker, Killmail } from "../world/killmail.ts";
import type { Universe } from "../world/universe.ts";

interface Verdict {
  npc: boolean;
  solo: boolean;
  awox: boolean;
  labels: string[];
}

/** zKillboard's verdicts and labels, as its source words the rules; `padding` is left out, it needs its memory. */
export function labelsOf(
  universe: Universe,
  killmail: Killmail,
  totalValueIsk: number,
): Verdict {
  const { victim, attackers } = killmail;
  const groupId = universe.type(victim.ship_type_id)?.groupId ?? 0;
  const categoryId = universe.group(groupId)?.categoryId ?? 0;
  const npc = isNpc(killmail);
  const awox = !npc && isAwox(killmail, groupId);
  const solo = !npc && isSolo(universe, attackers, groupId, categoryId);
  const labels = [
    `cat:${categoryId}`,
    solo ? "solo" : crowdLabel(attackers.length),
    npc ? "npc" : "pvp",
    awox ? "awox" : undefined,
    placeLabel(universe, killmail.solar_system_id),
    valueLabel(totalValueIsk),
    capitalGroups.has(groupId) ? "capital" : undefined,
    zoneLabel(new Date(killmail.killmail_time).getUTCHours()),
  ].filter((label) => label !== undefined);
  return { npc, solo, awox, labels };
}

const isPlayer = (party: { character_id?: number }): boolean =>
  (party.character_id ?? 0) > 3_999_999;

const isPlayerCorporation = (id: number | undefined): boolean =>
  (id ?? 0) > 1_999_999;

function isNpc({ victim, attackers }: Killmail): boolean {
  if (
    victim.character_id === undefined &&
    victim.corporation_id !== undefined &&
    !isPlayerCorporation(victim.corporation_id)
  )
    return true;
  return !attackers.some(
    (attacker) =>
      isPlayer(attacker) || isPlayerCorporation(attacker.corporation_id),
  );
}

function isAwox({ victim, attackers }: Killmail, groupId: number): boolean {
  if ([capsule, rookieShip].includes(groupId)) return false;
  return attackers.some(
    (attacker) =>
      attacker.final_blow &&
      isPlayerCorporation(attacker.corporation_id) &&
      attacker.corporation_id === victim.corporation_id,
  );
}

function isSolo(
  universe: Universe,
  attackers: readonly Attacker[],
  groupId: number,
  categoryId: number,
): boolean {
  if (categoryId !== ships || [capsule, shuttle, rookieShip].includes(groupId))
    return false;
  const isStructure = ({ ship_type_id: id = 0 }: Attacker): boolean =>
    universe.group(universe.type(id)?.groupId ?? 0)?.categoryId === structures;
  return (
    attackers.filter(isPlayer).length === 1 && !attackers.some(isStructure)
  );
}

function crowdLabel(attackers: number): string {
  const step = [1_000, 100, 50, 25, 10, 5, 2].find(
    (least) => attackers >= least,
  );
  return step === undefined ? "#:1" : `#:${step}+`;
}

/** Pochven and Zarzakh belong to no kind of space. */
function placeLabel(universe: Universe, systemId: number): string | undefined {
  const system = universe.system(systemId);
  const region =
    universe.constellation(system?.constellationId ?? 0)?.regionId ?? 0;
  if (!system) return undefined;
  if (region === 11_000_033) return "loc:drifter";
  if (region >= 11_000_000 && region < 12_000_000) return "loc:w-space";
  if (region >= 12_000_000 && region < 13_000_000) return "loc:abyssal";
  if (system.security >= highSecurity) return "loc:highsec";
  if (system.security >= 0) return "loc:lowsec";
  return [10_000_070, 10_001_000].includes(region) ? undefined : "loc:nullsec";
}

function valueLabel(isk: number): string | undefined {
  if (isk >= 1e12) return "isk:1t+";
  if (isk >= 1e11) return "isk:100b+";
  if (isk >= 1e10) return "isk:10b+";
  if (isk >= 5e9) return "isk:5b+";
  return isk >= 1e9 ? "isk:1b+" : undefined;
}

function zoneLabel(hour: number): string {
  if (hour >= 4 && hour < 8) return "tz:usw";
  if (hour >= 8 && hour < 14) return "tz:au";
  if (hour >= 14 && hour < 17) return "tz:ru";
  return hour >= 17 && hour < 22 ? "tz:eu" : "tz:use";
}

/** Systems are rounded: 0.45 shows as 0.5. */
export const highSecurity = 0.45;

const ships = 6;
const structures = 65;
const capsule = 29;
const shuttle = 31;
const rookieShip = 237;
/** Titans, supercarriers, carriers, dreadnoughts, force auxiliaries, lancers, capital industrials. */
const capitalGroups = new Set([30, 659, 547, 485, 1538, 4594, 883]);
