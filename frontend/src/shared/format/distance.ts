import { formatWhole } from "./number.ts";

/** Metres in the distance of Earth and Sun, which EVE counts long ways in. */
const au = 149_597_870_700;

/** As the game shows it: metres, kilometres, and AU from a tenth of one on. */
export function formatDistance(meters: number): string {
  if (meters < 10_000) return `${formatWhole(Math.round(meters))} m`;
  if (meters < au / 10) return `${formatWhole(Math.round(meters / 1_000))} km`;
  return `${(meters / au).toFixed(1)} AU`;
}
