import type { Random } from "../random.ts";
import type { Position } from "../static-facts.ts";
import { contentOf } from "./celestials.ts";

/** Where somebody dies in a system, in metres from its star: mostly at a gate, a station or a celestial, at times far from everything. */
export function killPlace(random: Random, systemId: number): Position {
  const [where, direction, reach] = [
    random.next(),
    random.next(),
    random.next(),
  ];
  if (where < 0.1) {
    const far = (part: number) => (part - 0.5) * 8e12;
    return { x: far(direction), y: far(where * 10) / 10, z: far(reach) };
  }
  const places = placesIn(systemId);
  const place = places[Math.floor(((where - 0.1) / 0.9) * places.length)];
  const { position, from, to } = place ?? {
    position: origin,
    from: 0,
    to: 1e9,
  };
  const distance = from + reach ** 2 * (to - from);
  const angle = direction * 2 * Math.PI;
  return {
    x: position.x + Math.cos(angle) * distance,
    y: position.y + (reach - 0.5) * distance * 0.2,
    z: position.z + Math.sin(angle) * distance,
  };
}

/** Where there is something to fight over: how near, in metres, the fights are to its middle. */
interface Spot {
  position: Position;
  from: number;
  to: number;
}

const spots = new Map<number, Spot[]>();

function placesIn(systemId: number): Spot[] {
  const known = spots.get(systemId);
  if (known) return known;
  const { celestials, stargates, stations } = contentOf(systemId);
  const made = [
    ...celestials
      .filter(({ kind }) => kind !== "star")
      .map(({ position, radius }) => ({
        position,
        from: radius,
        to: radius + 2e7,
      })),
    ...[...stargates, ...stations].map(({ position = origin }) => ({
      position,
      from: 500,
      to: 60_000,
    })),
  ];
  spots.set(systemId, made);
  return made;
}

const origin: Position = { x: 0, y: 0, z: 0 };
