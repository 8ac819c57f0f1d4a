import type { KillmailEntry } from "../world/killmail-index.ts";
import type { Killmail, Victim } from "../world/killmail.ts";
import type { Universe } from "../world/universe.ts";
import { killValue } from "./kill-value.ts";
import { labelsOf } from "./labels.ts";
import { pointsOf } from "./points.ts";

/** What zKillboard adds to a killmail; values in ISK with two decimals. */
export interface Zkb {
  locationID?: number;
  hash: string;
  fittedValue: number;
  droppedValue: number;
  destroyedValue: number;
  totalValue: number;
  totalDroppableValue?: number;
  points: number;
  npc: boolean;
  solo: boolean;
  awox: boolean;
  labels: string[];
}

/** The block as zKillboard's rules make it; prices nobody has recorded are invented. */
export function zkbOf(
  universe: Universe,
  killmail: Killmail,
  hash: KillmailEntry["hash"],
): Zkb {
  const value = killValue(universe, killmail);
  const verdict = labelsOf(universe, killmail, value.totalValue);
  const locationId = locationOf(killmail.solar_system_id, killmail.victim);
  return {
    ...(locationId === undefined ? {} : { locationID: locationId }),
    hash,
    ...value,
    points: verdict.npc ? 1 : pointsOf(universe, killmail),
    ...verdict,
  };
}

/** A celestial for each eighth of a system: where things really stand no data folder says. */
function locationOf(
  systemId: number,
  { position }: Pick<Victim, "position">,
): number | undefined {
  if (!position) return undefined;
  const octant =
    (position.x < 0 ? 1 : 0) +
    (position.y < 0 ? 2 : 0) +
    (position.z < 0 ? 4 : 0);
  return 40_000_000 + placeOf(systemId) * 60 + octant;
}

const placeOf = (systemId: number): number => {
  const kind = Math.floor(systemId / 1_000_000) % 10;
  return kind * 10_000 + (systemId % 10_000);
};
