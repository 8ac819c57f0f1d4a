import type { CelestialFacts, CelestialKind } from "../world/static-facts.ts";
import type { Universe } from "../world/universe.ts";
import type { MemberRows } from "./static-data-members.ts";

/** Where things are: the members named `map...`, and the stations. */
export function mapMembers({ facts }: Universe): Record<string, MemberRows> {
  return {
    mapRegions: function* () {
      const constellations = childrenOf(facts.constellations(), "regionId");
      for (const { id, name, wormholeClassId } of facts.regions())
        yield {
          _key: id,
          constellationIDs: constellations.get(id) ?? [],
          name: { en: name },
          wormholeClassID: wormholeClassId,
        };
    },
    mapConstellations: function* () {
      const systems = childrenOf(facts.systems(), "constellationId");
      for (const {
        id,
        name,
        regionId,
        wormholeClassId,
      } of facts.constellations())
        yield {
          _key: id,
          name: { en: name },
          regionID: regionId,
          solarSystemIDs: systems.get(id) ?? [],
          wormholeClassID: wormholeClassId,
        };
    },
    mapSolarSystems: function* () {
      const regions = new Map(
        [...facts.constellations()].map(({ id, regionId }) => [id, regionId]),
      );
      const inSystem = (kind: CelestialKind) =>
        childrenOf(
          [...facts.celestials()].filter((one) => one.kind === kind),
          "systemId",
        );
      const [stars, planets] = [inSystem("star"), inSystem("planet")];
      const gates = childrenOf(facts.stargates(), "systemId");
      for (const system of facts.systems())
        yield {
          _key: system.id,
          constellationID: system.constellationId,
          factionID: system.factionId,
          name: { en: system.name },
          // Absent where the world knows of none, so that nobody takes it for a system without planets.
          planetIDs: planets.get(system.id),
          position: system.position,
          regionID: regions.get(system.constellationId),
          securityClass: system.securityClass ?? undefined,
          securityStatus: system.security,
          starID: stars.get(system.id)?.[0],
          stargateIDs: gates.get(system.id),
          wormholeClassID: system.wormholeClassId,
        };
    },
    mapStargates: function* () {
      for (const gate of facts.stargates())
        yield {
          _key: gate.id,
          destination: {
            solarSystemID: gate.destinationSystemId,
            stargateID: gate.destinationId,
          },
          position: gate.position,
          solarSystemID: gate.systemId,
          typeID: gate.typeId,
        };
    },
    mapStars: function* () {
      for (const star of ofKind(facts.celestials(), "star"))
        yield {
          _key: star.id,
          radius: star.radius,
          solarSystemID: star.systemId,
          typeID: star.typeId,
        };
    },
    mapPlanets: () => orbiting(facts.celestials(), "planet"),
    mapMoons: () => orbiting(facts.celestials(), "moon"),
    mapAsteroidBelts: () => orbiting(facts.celestials(), "belt"),
    npcStations: function* () {
      for (const station of facts.stations())
        yield {
          _key: station.id,
          operationID: station.operationId,
          orbitID: station.orbitId,
          ownerID: station.ownerId,
          position: station.position,
          reprocessingEfficiency: 0.5,
          reprocessingStationsTake: 0.05,
          solarSystemID: station.systemId,
          typeID: station.typeId,
          useOperationName: station.isNamedAfterOperation,
        };
    },
    stationOperations: function* () {
      for (const { id, name } of facts.stationOperations())
        yield { _key: id, operationName: { en: name } };
    },
  };
}

function* orbiting(celestials: Iterable<CelestialFacts>, kind: CelestialKind) {
  for (const one of ofKind(celestials, kind))
    yield {
      _key: one.id,
      celestialIndex: one.celestialIndex,
      name: one.name === undefined ? undefined : { en: one.name },
      orbitID: one.orbitId,
      orbitIndex: one.orbitIndex,
      position: one.position,
      radius: one.radius,
      solarSystemID: one.systemId,
      typeID: one.typeId,
    };
}

const ofKind = (celestials: Iterable<CelestialFacts>, kind: CelestialKind) =>
  [...celestials].filter((one) => one.kind === kind);

function childrenOf<Parent extends string>(
  rows: Iterable<{ id: number } & Record<Parent, number>>,
  parent: Parent,
): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const row of rows) {
    const known = children.get(row[parent]);
    if (known) known.push(row.id);
    else children.set(row[parent], [row.id]);
  }
  return children;
}
