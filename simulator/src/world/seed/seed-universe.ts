import type { FactionFacts, TypeFacts, Universe } from "../universe.ts";
import { createUniverse } from "../universe.ts";
import { createRandom } from "../random.ts";
import { categoryRows, groupRows } from "./group-rows.ts";
import type { TypeRow } from "./hull-rows.ts";
import { hullRows } from "./hull-rows.ts";
import { itemRows } from "./item-rows.ts";
import { constellationRows, regionRows, systemRows } from "./places.ts";

/** Invented places, real types: what a client needs to draw the invented killmails. */
export function createSeedUniverse(seed: number): Universe {
  return createUniverse({
    types: () => [...hullRows, ...itemRows].map(typeOf),
    groups: () =>
      groupRows.map(([id, name, categoryId]) => ({
        id,
        name,
        categoryId,
        published: true,
      })),
    categories: () =>
      categoryRows.map(([id, name]) => ({ id, name, published: true })),
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
        };
      }),
    constellations: () =>
      constellationRows.map(([id, name, regionId]) => ({ id, name, regionId })),
    regions: () => regionRows.map(([id, name]) => ({ id, name })),
    factions: () => factions,
    prices: () => [],
  });
}

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
  groupId,
  published: true,
  volume,
  mass,
  capacity,
  marketGroupId,
});

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
