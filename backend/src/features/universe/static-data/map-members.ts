import { z } from "zod";
import { celestialNames } from "./celestial-names.ts";
import { int4, localised, position, xyz } from "./fields.ts";
import { defineMember, type Member, type Seen } from "./member.ts";

const station = z.object({
  _key: int4,
  solarSystemID: int4,
  ownerID: int4,
  typeID: int4,
  operationID: int4.optional(),
  orbitID: int4.optional(),
  useOperationName: z.boolean().optional(),
  position: position.optional(),
});

/** Of the few celestials with a name of their own. */
const named = { name: localised.optional(), uniqueName: localised.optional() };

/** Where things are, in the sequence in which their names can be built. */
export const mapMembers: readonly Member[] = [
  defineMember(
    "mapRegions",
    z.object({
      _key: int4,
      name: localised,
      factionID: int4.optional(),
      wormholeClassID: int4.optional(),
    }),
    ({ _key, name, factionID, wormholeClassID }, emit) =>
      emit("regions", [
        _key,
        name.en,
        factionID ?? null,
        wormholeClassID ?? null,
      ]),
  ),
  defineMember(
    "mapConstellations",
    z.object({
      _key: int4,
      name: localised,
      regionID: int4,
      factionID: int4.optional(),
      wormholeClassID: int4.optional(),
    }),
    ({ _key, name, regionID, factionID, wormholeClassID }, emit) =>
      emit("constellations", [
        _key,
        name.en,
        regionID,
        factionID ?? null,
        wormholeClassID ?? null,
      ]),
  ),
  defineMember(
    "mapSolarSystems",
    z.object({
      _key: int4,
      name: localised,
      constellationID: int4,
      regionID: int4,
      securityStatus: z.number(),
      factionID: int4.optional(),
      wormholeClassID: int4.optional(),
      position: position.optional(),
    }),
    (system, emit, { names }) => {
      names.set(system._key, system.name.en);
      emit("systems", [
        system._key,
        system.name.en,
        system.constellationID,
        system.regionID,
        system.securityStatus,
        system.factionID ?? null,
        system.wormholeClassID ?? null,
        ...xyz(system.position),
      ]);
    },
  ),
  // Read twice: first for what stations circle, so that of hundreds of thousands of moons only those names are held.
  defineMember("npcStations", station, ({ orbitID }, _emit, { hosts }) => {
    if (orbitID !== undefined) hosts.add(orbitID);
  }),
  defineMember(
    "mapStars",
    z.object({
      _key: int4,
      solarSystemID: int4,
      typeID: int4.optional(),
      position: position.optional(),
    }),
    (star, emit, seen) =>
      emit("celestials", [
        star._key,
        star.solarSystemID,
        "star",
        star.typeID ?? null,
        celestialNames.star(nameOf(seen, star.solarSystemID)),
        // Where positions are counted from.
        ...xyz(star.position ?? { x: 0, y: 0, z: 0 }),
      ]),
  ),
  defineMember(
    "mapPlanets",
    z.object({
      _key: int4,
      solarSystemID: int4,
      celestialIndex: int4,
      typeID: int4.optional(),
      position,
      ...named,
    }),
    (planet, emit, seen) => {
      const name =
        planet.name?.en ??
        planet.uniqueName?.en ??
        celestialNames.planet(
          nameOf(seen, planet.solarSystemID),
          planet.celestialIndex,
        );
      seen.names.set(planet._key, name);
      emit("celestials", [
        planet._key,
        planet.solarSystemID,
        "planet",
        planet.typeID ?? null,
        name,
        ...xyz(planet.position),
      ]);
    },
  ),
  ...(["moon", "belt"] as const).map((kind) =>
    defineMember(
      kind === "moon" ? "mapMoons" : "mapAsteroidBelts",
      z.object({
        _key: int4,
        solarSystemID: int4,
        orbitID: int4,
        orbitIndex: int4,
        typeID: int4.optional(),
        position,
        ...named,
      }),
      (one, emit, seen) => {
        const name =
          one.name?.en ??
          one.uniqueName?.en ??
          celestialNames[kind](nameOf(seen, one.orbitID), one.orbitIndex);
        if (seen.hosts.has(one._key)) seen.names.set(one._key, name);
        emit("celestials", [
          one._key,
          one.solarSystemID,
          kind,
          one.typeID ?? null,
          name,
          ...xyz(one.position),
        ]);
      },
    ),
  ),
  defineMember(
    "mapStargates",
    z.object({
      _key: int4,
      solarSystemID: int4,
      destination: z.object({ solarSystemID: int4, stargateID: int4 }),
      typeID: int4.optional(),
      position: position.optional(),
    }),
    ({ _key, solarSystemID, destination, ...gate }, emit, seen) => {
      emit("stargates", [
        _key,
        solarSystemID,
        destination.stargateID,
        destination.solarSystemID,
      ]);
      emit("celestials", [
        _key,
        solarSystemID,
        "stargate",
        gate.typeID ?? null,
        celestialNames.stargate(nameOf(seen, destination.solarSystemID)),
        ...xyz(gate.position),
      ]);
    },
  ),
  defineMember(
    "npcCorporations",
    z.object({
      _key: int4,
      name: localised,
      tickerName: z.string().optional(),
      factionID: int4.optional(),
      deleted: z.boolean().optional(),
    }),
    ({ _key, name, tickerName, factionID, deleted }, emit, { names }) => {
      names.set(_key, name.en);
      emit("corporations", [
        _key,
        name.en,
        tickerName ?? null,
        factionID ?? null,
        deleted ?? false,
      ]);
    },
  ),
  defineMember(
    "stationOperations",
    z.object({ _key: int4, operationName: localised }),
    ({ _key, operationName }, _emit, { operations }) => {
      operations.set(_key, operationName.en);
    },
  ),
  defineMember("npcStations", station, (one, emit, seen) => {
    const { _key, solarSystemID, ownerID, operationID, typeID } = one;
    const operation =
      one.useOperationName === true && operationID !== undefined
        ? seen.operations.get(operationID)
        : undefined;
    const name = celestialNames.station(
      nameOf(seen, one.orbitID ?? solarSystemID),
      nameOf(seen, ownerID),
      operation ?? null,
    );
    emit("stations", [
      _key,
      solarSystemID,
      ownerID,
      operationID ?? null,
      typeID,
      name,
    ]);
    emit("celestials", [
      _key,
      solarSystemID,
      "station",
      typeID,
      name,
      ...xyz(one.position),
    ]);
  }),
  defineMember(
    "factions",
    z.object({
      _key: int4,
      name: localised,
      corporationID: int4.optional(),
      militiaCorporationID: int4.optional(),
    }),
    ({ _key, name, corporationID, militiaCorporationID }, emit) =>
      emit("factions", [
        _key,
        name.en,
        corporationID ?? null,
        militiaCorporationID ?? null,
      ]),
  ),
];

/** Archives that do not fit together are rare; a number in a name is better than no build at all. */
function nameOf({ names }: Seen, id: number): string {
  return names.get(id) ?? `#${id}`;
}
