import type { Random } from "../random.ts";
import { createRandom } from "../random.ts";
import type {
  CelestialFacts,
  Position,
  StargateFacts,
  StationFacts,
} from "../static-facts.ts";
import { connectionRows, systemRows } from "./places.ts";

/** What there is in one system; the same in every invented New Eden, as its places are. */
export interface SystemContent {
  celestials: CelestialFacts[];
  stargates: StargateFacts[];
  stations: StationFacts[];
}

const contents = new Map<number, SystemContent>();

export function contentOf(systemId: number): SystemContent {
  const known = contents.get(systemId);
  if (known) return known;
  const made = inventContent(systemId);
  contents.set(systemId, made);
  return made;
}

/** Metres; the mean distance of Earth and Sun. */
const au = 149_597_870_700;
const starTypes = [6, 7, 8, 9, 10, 3796];
/** Temperate, oceanic, lava, barren, storm, plasma, gas and ice. */
const planetTypes = [11, 2014, 2015, 2016, 2017, 2063, 13, 12];
const moonType = 14;
const beltType = 15;
const gateType = 16;
const stationType = 1529;
const owners = [1_000_045, 1_000_125, 1_000_127];
/** One planet is called otherwise than the rule would have it. */
const namedPlanet = { systemId: 30_900_001, index: 2, name: "Meridian Prime" };

function inventContent(systemId: number): SystemContent {
  const random = createRandom(40, systemId);
  const place = systemRows.findIndex(([id]) => id === systemId);
  let nextId = 40_900_000 + place * 500;
  const star: CelestialFacts = {
    id: nextId++,
    kind: "star",
    systemId,
    typeId: random.pick(starTypes),
    radius: random.between(200, 900) * 1e6,
    position: { x: 0, y: 0, z: 0 },
  };
  const celestials: CelestialFacts[] = [star];
  const planets = random.between(3, 9);
  for (let index = 1; index <= planets; index++) {
    const planet: CelestialFacts = {
      id: nextId++,
      kind: "planet",
      systemId,
      typeId: random.pick(planetTypes),
      radius: random.between(2_000, 60_000) * 1e3,
      position: around(
        star.position,
        random,
        au * 0.35 * 1.7 ** index * (0.9 + random.next() * 0.2),
      ),
      orbitId: star.id,
      celestialIndex: index,
      name:
        namedPlanet.systemId === systemId && namedPlanet.index === index
          ? namedPlanet.name
          : undefined,
    };
    celestials.push(planet);
    const companion = (
      kind: "moon" | "belt",
      orbitIndex: number,
    ): CelestialFacts => ({
      id: nextId++,
      kind,
      systemId,
      typeId: kind === "moon" ? moonType : beltType,
      radius: kind === "moon" ? random.between(200, 2_500) * 1e3 : 50_000,
      position: around(
        planet.position,
        random,
        planet.radius * (2 + orbitIndex * (1 + random.next())),
      ),
      orbitId: planet.id,
      celestialIndex: index,
      orbitIndex,
    });
    const moons = random.between(0, Math.min(9, index + 2));
    for (let moon = 1; moon <= moons; moon++)
      celestials.push(companion("moon", moon));
    const belts = systemId < 31_000_000 ? random.between(0, 2) : 0;
    for (let belt = 1; belt <= belts; belt++)
      celestials.push(companion("belt", belt));
  }
  return {
    celestials,
    stargates: gatesOf(systemId, random),
    stations: stationsOf(systemId, place, celestials, random),
  };
}

function gatesOf(systemId: number, random: Random): StargateFacts[] {
  return connectionRows.flatMap(([one, other], row) => {
    if (systemId !== one && systemId !== other) return [];
    const here = 50_900_000 + row * 2 + (systemId === one ? 0 : 1);
    return {
      id: here,
      systemId,
      destinationId: here + (systemId === one ? 1 : -1),
      destinationSystemId: systemId === one ? other : one,
      typeId: gateType,
      position: around({ x: 0, y: 0, z: 0 }, random, au * (2 + random.next())),
    };
  });
}

function stationsOf(
  systemId: number,
  place: number,
  celestials: readonly CelestialFacts[],
  random: Random,
): StationFacts[] {
  const security = systemRows[place]?.[3] ?? 0;
  const count = security > 0 ? random.between(1, 3) : 0;
  const hosts = celestials.filter(({ kind }) =>
    ["planet", "moon"].includes(kind),
  );
  return Array.from({ length: count }, (_, index) => {
    const host = random.pick(hosts);
    return {
      id: 60_900_000 + place * 10 + index,
      systemId,
      typeId: stationType,
      ownerId: random.pick(owners),
      operationId: random.pick(stationOperationRows)[0],
      isNamedAfterOperation: random.chance(0.8),
      orbitId: host.id,
      position: around(host.position, random, host.radius + 1e6),
    };
  });
}

export const stationOperationRows: readonly (readonly [
  id: number,
  name: string,
])[] = [
  [14, "Assembly Plant"],
  [26, "Logistic Support"],
  [32, "Trading Post"],
];

/** Somewhere at that distance in metres, near the plane of the planets. */
function around(
  { x, y, z }: Position,
  random: Random,
  distance: number,
): Position {
  const angle = random.next() * 2 * Math.PI;
  const lift = (random.next() - 0.5) * 0.1;
  return {
    x: Math.round(x + Math.cos(angle) * distance),
    y: Math.round(y + lift * distance),
    z: Math.round(z + Math.sin(angle) * distance),
  };
}
