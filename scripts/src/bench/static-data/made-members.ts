/** A member of the made archive: its rows, and how large all of them are together. */
export interface MadeMember {
  readonly name: string;
  readonly megabytes: number;
  readonly count: number;
  row(index: number): Record<string, unknown>;
}

const systems = 8_490;
const planets = 68_000;
const moons = 343_000;
const belts = 40_000;
const types = 51_717;
const languages = ["de", "en", "es", "fr", "ja", "ko", "ru", "zh"];

const inEach = (text: string) =>
  Object.fromEntries(languages.map((code) => [code, `${text} ${code}`]));
const position = (index: number) => ({
  x: (index * 7_919.13) % 4e12,
  y: (index * 104_729.77) % 4e11,
  z: (index * 15_485_863.31) % 4e12,
});
const systemOf = (index: number) => 30_000_001 + (index % systems);
const named = (prefix: string) => (index: number) => ({
  _key: index + 1,
  name: inEach(`${prefix} ${index}`),
  published: true,
  categoryID: 6,
});

/** As many rows and megabytes as the official archive has, as far as they are known (external-apis 6): 575 MB, of these 224 of moons. */
export const madeMembers: readonly MadeMember[] = [
  {
    name: "_sde",
    megabytes: 0.0001,
    count: 1,
    row: () => ({
      _key: "sde",
      buildNumber: 3_000_000,
      releaseDate: "2026-06-02T11:00:00Z",
    }),
  },
  { name: "categories", megabytes: 0.02, count: 48, row: named("Category") },
  { name: "groups", megabytes: 0.8, count: 1_600, row: named("Group") },
  {
    name: "marketGroups",
    megabytes: 3,
    count: 2_000,
    row: named("Market group"),
  },
  { name: "metaGroups", megabytes: 0.01, count: 15, row: named("Meta group") },
  {
    name: "types",
    megabytes: 140,
    count: types,
    row: (index) => ({
      _key: index,
      basePrice: index * 100,
      groupID: 1 + (index % 1_600),
      marketGroupID: 1 + (index % 2_000),
      name: inEach(`Small Invented Module ${index}`),
      published: index % 3 > 0,
      volume: 5,
    }),
  },
  {
    name: "typeDogma",
    megabytes: 22,
    count: 27_000,
    row: (index) => ({
      _key: index,
      dogmaAttributes: Array.from({ length: 20 }, (_, place) => ({
        attributeID: 1 + ((index + place * 13) % 2_800),
        value: index / (place + 1),
      })),
      dogmaEffects: [{ effectID: 11 + (index % 3), isDefault: false }],
    }),
  },
  {
    name: "blueprints",
    megabytes: 8,
    count: 5_000,
    row: (index) => ({
      _key: index,
      activities: {
        manufacturing: {
          materials: Array.from({ length: 8 }, (_, place) => ({
            quantity: index + place,
            typeID: 34 + place,
          })),
          products: [{ quantity: 1, typeID: 10_000 + index }],
          time: 600,
        },
      },
      blueprintTypeID: index,
      maxProductionLimit: 10,
    }),
  },
  {
    name: "mapRegions",
    megabytes: 0.3,
    count: 114,
    row: (index) => ({ _key: 10_000_001 + index, name: inEach("Region") }),
  },
  {
    name: "mapConstellations",
    megabytes: 1,
    count: 1_184,
    row: (index) => ({
      _key: 20_000_001 + index,
      name: inEach("Constellation"),
      regionID: 10_000_001 + (index % 114),
    }),
  },
  {
    name: "mapSolarSystems",
    megabytes: 8,
    count: systems,
    row: (index) => ({
      _key: systemOf(index),
      constellationID: 20_000_001 + (index % 1_184),
      name: inEach(`System ${index}`),
      position: position(index),
      regionID: 10_000_001 + (index % 114),
      securityStatus: (index % 200) / 100 - 1,
    }),
  },
  {
    name: "mapStars",
    megabytes: 4,
    count: systems,
    row: (index) => ({
      _key: 40_000_001 + index,
      solarSystemID: systemOf(index),
      typeID: 6,
    }),
  },
  {
    name: "mapPlanets",
    megabytes: 55,
    count: planets,
    row: (index) => ({
      _key: 40_100_001 + index,
      celestialIndex: 1 + Math.floor(index / systems),
      orbitID: 40_000_001 + (index % systems),
      position: position(index),
      solarSystemID: systemOf(index),
      typeID: 11,
    }),
  },
  {
    name: "mapMoons",
    megabytes: 224,
    count: moons,
    row: (index) => ({
      _key: 40_200_001 + index,
      celestialIndex: 1,
      orbitID: 40_100_001 + (index % planets),
      orbitIndex: 1 + Math.floor(index / planets),
      position: position(index),
      solarSystemID: systemOf(index),
      typeID: 14,
    }),
  },
  {
    name: "mapAsteroidBelts",
    megabytes: 24,
    count: belts,
    row: (index) => ({
      _key: 41_000_001 + index,
      celestialIndex: 1,
      orbitID: 40_100_001 + index,
      orbitIndex: 1,
      position: position(index),
      solarSystemID: systemOf(index),
      typeID: 15,
    }),
  },
  {
    name: "mapStargates",
    megabytes: 3.5,
    count: 13_970,
    row: (index) => ({
      _key: 50_000_001 + index,
      destination: {
        solarSystemID: systemOf(index + 1),
        stargateID: 50_000_002 + index,
      },
      position: position(index),
      solarSystemID: systemOf(index),
      typeID: 16,
    }),
  },
  {
    name: "npcCorporations",
    megabytes: 2.5,
    count: 290,
    row: (index) => ({
      _key: 1_000_001 + index,
      name: inEach(`Corporation ${index}`),
      tickerName: `C${index}`,
    }),
  },
  {
    name: "stationOperations",
    megabytes: 0.2,
    count: 56,
    row: (index) => ({ _key: index, operationName: inEach("Plant") }),
  },
  {
    name: "npcStations",
    megabytes: 2.2,
    count: 5_210,
    row: (index) => ({
      _key: 60_000_001 + index,
      operationID: index % 56,
      orbitID: 40_200_001 + index * 60,
      ownerID: 1_000_001 + (index % 290),
      position: position(index),
      solarSystemID: systemOf(index),
      typeID: 1_529,
      useOperationName: true,
    }),
  },
  {
    name: "factions",
    megabytes: 0.1,
    count: 27,
    row: (index) => ({ _key: 500_001 + index, name: inEach("Faction") }),
  },
  // Members nobody needs: they are in the way as in the official archive.
  ...["agentsInSpace", "dogmaEffects", "skins", "typeBonus", "masteries"].map(
    (name): MadeMember => ({
      name,
      megabytes: 15,
      count: 20_000,
      row: (index) => ({ _key: index }),
    }),
  ),
];
