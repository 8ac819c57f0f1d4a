import type { FactionFacts, TypeFacts, Universe } from "../universe.ts";
import { createUniverse } from "../universe.ts";
import { createRandom } from "../random.ts";
import { blueprintGroupRows, blueprintRows } from "./blueprint-rows.ts";
import { npcCorporationRows } from "./cast.ts";
import { contentOf, stationOperationRows } from "./celestials.ts";
import { categoryRows, groupRows } from "./group-rows.ts";
import type { TypeRow } from "./hull-rows.ts";
import { hullRows } from "./hull-rows.ts";
import { itemRows } from "./item-rows.ts";
import { marketGroupRows } from "./market-group-rows.ts";
import { metaGroupOf, metaGroupRows } from "./meta-groups.ts";
import { placeGroupRows, placeTypeRows } from "./place-type-rows.ts";
import {
  constellationRows,
  regionRows,
  systemRows,
  wormholeClasses,
} from "./places.ts";
import { seedBlueprints } from "./seed-blueprints.ts";
import {
  seedDogmaAttributes,
  seedDogmaEffects,
  seedTypeDogma,
} from "./seed-dogma.ts";
import { translations } from "./translate.ts";

/** Invented places, real types: what a client needs to draw the invented killmails. */
export function createSeedUniverse(seed: number): Universe {
  const contents = () => systemRows.map(([id]) => contentOf(id));
  return createUniverse({
    types: () => typeRows().map(typeOf),
    groups: () =>
      [...groupRows, ...placeGroupRows, ...blueprintGroups()].map(
        ([id, name, categoryId]) => ({ id, name, categoryId, published: true }),
      ),
    categories: () =>
      [...categoryRows, [3, "Station"] as const].map(([id, name]) => ({
        id,
        name,
        published: true,
      })),
    systems: () =>
      systemRows.map(([id, name, constellationId, security]) => {
        const random = createRandom(seed, id);
        const far = (): number => (random.next() - 0.5) * 9e17;
        return {
          id,
          name,
          constellationId,
          security,
          position: { x: far(), y: far(), z: far() },
          wormholeClassId:
            wormholeClasses[id] ??
            (id < 31_000_000 ? securityClassId(security) : undefined),
        };
      }),
    constellations: () =>
      constellationRows.map(([id, name, regionId]) => ({ id, name, regionId })),
    regions: () =>
      regionRows.map(([id, name]) => ({
        id,
        name,
        wormholeClassId: wormholeClasses[id],
      })),
    factions: () => factions,
    prices: () => [],
    marketGroups: () =>
      marketGroupRows.map(([id, name, parentId]) => ({ id, name, parentId })),
    metaGroups: () => metaGroupRows.map(([id, name]) => ({ id, name })),
    celestials: () => contents().flatMap(({ celestials }) => celestials),
    stargates: () => contents().flatMap(({ stargates }) => stargates),
    stations: () => contents().flatMap(({ stations }) => stations),
    stationOperations: () =>
      stationOperationRows.map(([id, name]) => ({ id, name })),
    npcCorporations: () =>
      npcCorporationRows.map(([id, name, ticker, factionId]) => ({
        id,
        name,
        ticker,
        factionId,
      })),
    blueprints: seedBlueprints,
    typeDogma: seedTypeDogma,
    dogmaAttributes: seedDogmaAttributes,
    dogmaEffects: seedDogmaEffects,
  });
}

/** Every type of this world; the blueprints that killmails know are among the items already. */
function typeRows(): TypeRow[] {
  const rows = [...hullRows, ...itemRows, ...placeTypeRows];
  const names = new Map(rows.map(([id, name]) => [id, name]));
  const blueprints = blueprintRows
    .filter(([id]) => !names.has(id))
    .map(([id, productId, groupId, marketGroupId]): TypeRow => {
      const name = `${names.get(productId) ?? ""} Blueprint`;
      const row = [id, name, groupId, 0.01, undefined, undefined] as const;
      return marketGroupId === undefined ? row : [...row, marketGroupId];
    });
  return [...rows, ...blueprints];
}

const blueprintGroups = () =>
  blueprintGroupRows.map(([id, name]) => [id, name, 9] as const);

const typeOf = ([
  id,
  name,
  groupId,
  volume,
  mass,
  capacity,
  marketGroupId,
]: TypeRow): TypeFacts => ({
  id,
  name,
  names: translations(name),
  groupId,
  published: true,
  volume,
  mass,
  capacity,
  marketGroupId,
  metaGroupId: metaGroupOf(name),
  basePrice: Math.round((volume ?? 1) * 100),
});

/** High, low and null security have classes of their own in wormhole space's list. */
function securityClassId(security: number): number {
  if (security >= 0.45) return 7;
  return security > 0 ? 8 : 9;
}

const factionOf = (
  id: number,
  name: string,
  corporationId?: number,
): FactionFacts => ({
  id,
  name,
  corporationId,
  stationCount: 0,
  stationSystemCount: 0,
  sizeFactor: 4,
  description: `${name} of the invented New Eden.`,
});

const factions: FactionFacts[] = [
  factionOf(500001, "Caldari State"),
  factionOf(500002, "Minmatar Republic"),
  factionOf(500003, "Amarr Empire"),
  factionOf(500004, "Gallente Federation"),
  factionOf(500006, "CONCORD Assembly"),
  factionOf(500010, "Guristas Pirates", 1000127),
  factionOf(500011, "Angel Cartel"),
  factionOf(500020, "Serpentis", 1000135),
  factionOf(500021, "Unknown"),
];
