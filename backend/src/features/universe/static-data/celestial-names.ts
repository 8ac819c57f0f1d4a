/** Names of what the static data leave without one, as the game builds them (external-apis 6.2). Stars: as ESI's `/universe/stars` names them. */
export const celestialNames = {
  star: (system: string): string => `${system} - Star`,
  planet: (system: string, index: number): string =>
    `${system} ${roman(index)}`,
  moon: (planet: string, index: number): string => `${planet} - Moon ${index}`,
  belt: (planet: string, index: number): string =>
    `${planet} - Asteroid Belt ${index}`,
  stargate: (destination: string): string => `Stargate (${destination})`,
  /** The operation only where the station is named after it. */
  station: (
    orbit: string,
    corporation: string,
    operation: string | null,
  ): string =>
    `${orbit} - ${corporation}${operation === null ? "" : ` ${operation}`}`,
};

const digits = [
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
] as const;

/** Of whole numbers from 1 to 89: no system has so many planets. */
function roman(value: number): string {
  let left = value;
  let text = "";
  for (const [worth, letters] of digits)
    for (; left >= worth; left -= worth) text += letters;
  return text;
}
