import type { Killmail } from "../world/killmail.ts";
import type { Universe } from "../world/universe.ts";

/**
 * Points of a kill, at least 1: more for large hulls with many fitted modules, fewer for many or
 * larger attackers. zKillboard also weighs what modules are; the static data here does not say.
 */
export function pointsOf(universe: Universe, killmail: Killmail): number {
  const players = killmail.attackers.filter(
    (attacker) => (attacker.character_id ?? 0) > 3_999_999,
  );
  if (players.length === 0) return 1;
  const modules = (killmail.victim.items ?? []).filter(
    ({ flag }) => flag >= 11 && flag <= 34,
  ).length;
  const base = 5 ** hullSize(universe, killmail.victim.ship_type_id);
  const danger = modules * 1.5;
  const crowd = Math.max(1, players.length * Math.max(1, players.length / 2));
  const against =
    players.reduce(
      (sum, { ship_type_id: id = 0 }) => sum + 5 ** hullSize(universe, id),
      0,
    ) / players.length;
  const points =
    (((base + danger) * clamp(danger / 4, 0.01, 1)) / crowd) *
    clamp(base / against, 0.5, 1.2);
  return Math.max(1, Math.floor(points));
}

/** 1 for frigates to 4 for capitals, as rigs are sized. */
function hullSize(universe: Universe, typeId: number): number {
  const mass = universe.type(typeId)?.mass ?? 0;
  if (mass >= 5e8) return 4;
  if (mass >= 5e7) return 3;
  return mass >= 5e6 ? 2 : 1;
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
