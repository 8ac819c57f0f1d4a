/** A module with the charge in it; both stand on a killmail with the same slot flag. */
export type Fitted = number | readonly [moduleId: number, chargeId: number];

export interface Fit {
  hullId: number;
  high: readonly Fitted[];
  mid: readonly Fitted[];
  low: readonly Fitted[];
  rigs?: readonly number[];
  drones?: readonly (readonly [typeId: number, count: number])[];
  /** The hull's usual weapon as it appears on an attacker's row. */
  weaponId: number;
  damage: number;
  /** How often it is flown, relative to the others. */
  weight: number;
  isHauler?: boolean;
}

export const four = (fitted: Fitted): Fitted[] =>
  Array.from({ length: 4 }, () => fitted);
export const six = (fitted: Fitted): Fitted[] =>
  Array.from({ length: 6 }, () => fitted);
