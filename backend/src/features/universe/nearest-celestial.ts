/** Metres from the system's star. */
export interface Position {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A star, planet, moon, belt, stargate or station, as far as its place is known. */
export interface Celestial extends Position {
  readonly id: number;
  readonly typeId: number | null;
  readonly name: string;
}

export interface NearestCelestial {
  readonly id: number;
  readonly typeId: number | null;
  readonly name: string;
  readonly distanceMeters: number;
}

/** Which of a system's celestials is nearest, from centre to centre; of equally near ones the one with the lower id. Null when none is known. */
export function nearestCelestial(
  celestials: Iterable<Celestial>,
  position: Position,
): NearestCelestial | null {
  let nearest: NearestCelestial | null = null;
  for (const { id, typeId, name, x, y, z } of celestials) {
    const distanceMeters = Math.hypot(
      x - position.x,
      y - position.y,
      z - position.z,
    );
    const isNearer =
      nearest === null ||
      distanceMeters < nearest.distanceMeters ||
      (distanceMeters === nearest.distanceMeters && id < nearest.id);
    if (isNearer) nearest = { id, typeId, name, distanceMeters };
  }
  return nearest;
}
