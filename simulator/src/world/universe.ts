import type { ExportFacts, Position, TypeDogmaFacts } from "./static-facts.ts";

/** Static facts of a world. Absent answers mean: ESI says 404. */
export interface Universe {
  type(id: number): TypeFacts | undefined;
  typeDogma(id: number): TypeDogmaFacts | undefined;
  group(id: number): GroupFacts | undefined;
  category(id: number): CategoryFacts | undefined;
  system(id: number): SystemFacts | undefined;
  constellation(id: number): ConstellationFacts | undefined;
  region(id: number): RegionFacts | undefined;
  factions(): FactionFacts[];
  /** What one of a type cost then, in ISK: as recorded on that day, or last before it; for ever after with Infinity. */
  price(typeId: number, timeMs: number): number | undefined;
  typesOfGroup(id: number): number[];
  groupsOfCategory(id: number): number[];
  systemsOfConstellation(id: number): number[];
  constellationsOfRegion(id: number): number[];
  /** Everything with a name, in the lists of `POST /universe/ids`. */
  named(): Iterable<{ list: string; id: number; name: string }>;
  /** Every table whole, as the static data export has it. */
  readonly facts: FactTables;
}

export interface TypeFacts {
  id: number;
  name: string;
  groupId: number;
  published: boolean;
  mass?: number | undefined;
  volume?: number | undefined;
  capacity?: number | undefined;
  radius?: number | undefined;
  marketGroupId?: number | undefined;
  metaGroupId?: number | undefined;
  /** The name in other languages than English, by language code. */
  names?: Readonly<Record<string, string>> | undefined;
  basePrice?: number | undefined;
}

export interface GroupFacts {
  id: number;
  name: string;
  categoryId: number;
  published: boolean;
}

export interface CategoryFacts {
  id: number;
  name: string;
  published: boolean;
}

export interface SystemFacts {
  id: number;
  name: string;
  constellationId: number;
  security: number;
  securityClass?: string | undefined;
  position: Position;
  /** 1 to 6, 12 Thera, 13 shattered, 14 to 18 drifters, 19 to 23 abyss, 25 Pochven; 7 to 9 high, low and null security. */
  wormholeClassId?: number | undefined;
  factionId?: number | undefined;
}

export interface ConstellationFacts {
  id: number;
  name: string;
  regionId: number;
  wormholeClassId?: number | undefined;
}

export interface RegionFacts {
  id: number;
  name: string;
  wormholeClassId?: number | undefined;
}

export interface FactionFacts {
  id: number;
  name: string;
  corporationId?: number | undefined;
  militiaCorporationId?: number | undefined;
  solarSystemId?: number | undefined;
  stationCount: number;
  stationSystemCount: number;
  sizeFactor: number;
  description: string;
}

export interface PriceFact {
  typeId: number;
  /** `YYYY-MM-DD` */
  date: string;
  price: number;
}

interface StaticFacts extends ExportFacts {
  types: Iterable<TypeFacts>;
  groups: Iterable<GroupFacts>;
  categories: Iterable<CategoryFacts>;
  systems: Iterable<SystemFacts>;
  constellations: Iterable<ConstellationFacts>;
  regions: Iterable<RegionFacts>;
  factions: FactionFacts[];
  prices: Iterable<PriceFact>;
}

/** A thunk for each table. */
export type FactTables = {
  readonly [Table in keyof StaticFacts]: () => StaticFacts[Table];
};

/** Indexes static facts; each table is read when it is first asked for. */
export function createUniverse(facts: FactTables): Universe {
  const types = lazyById(facts.types);
  const dogma = lazy(
    () => new Map([...facts.typeDogma()].map((row) => [row.typeId, row])),
  );
  const groups = lazyById(facts.groups);
  const categories = lazyById(facts.categories);
  const systems = lazyById(facts.systems);
  const constellations = lazyById(facts.constellations);
  const regions = lazyById(facts.regions);
  const prices = lazy(() => pricesByType(facts.prices()));
  const typesByGroup = lazyChildren(types, (type) => type.groupId);
  const groupsByCategory = lazyChildren(groups, (group) => group.categoryId);
  const systemsByConstellation = lazyChildren(
    systems,
    (s) => s.constellationId,
  );
  const constellationsByRegion = lazyChildren(
    constellations,
    (c) => c.regionId,
  );

  return {
    facts,
    type: (id) => types().get(id),
    typeDogma: (id) => dogma().get(id),
    group: (id) => groups().get(id),
    category: (id) => categories().get(id),
    system: (id) => systems().get(id),
    constellation: (id) => constellations().get(id),
    region: (id) => regions().get(id),
    factions: facts.factions,
    price(typeId, timeMs) {
      const known = prices().get(typeId);
      if (known === undefined || timeMs === Infinity)
        return known?.at(-1)?.price;
      const day = new Date(timeMs).toISOString().slice(0, 10);
      return known.findLast(({ date }) => date <= day)?.price;
    },
    typesOfGroup: (id) => typesByGroup().get(id) ?? [],
    groupsOfCategory: (id) => groupsByCategory().get(id) ?? [],
    systemsOfConstellation: (id) => systemsByConstellation().get(id) ?? [],
    constellationsOfRegion: (id) => constellationsByRegion().get(id) ?? [],
    *named() {
      const tables = {
        inventory_types: types,
        systems,
        constellations,
        regions,
      };
      for (const [list, rows] of Object.entries(tables))
        for (const { id, name } of rows().values()) yield { list, id, name };
    },
  };
}

type ById<Row> = () => Map<number, Row>;

function lazyById<Row extends { id: number }>(
  read: () => Iterable<Row>,
): ById<Row> {
  return lazy(() => new Map([...read()].map((row) => [row.id, row])));
}

function lazyChildren<Row extends { id: number }>(
  rows: ById<Row>,
  parentOf: (row: Row) => number,
): () => Map<number, number[]> {
  return lazy(() => {
    const children = new Map<number, number[]>();
    for (const row of rows().values()) {
      const siblings = children.get(parentOf(row));
      if (siblings) siblings.push(row.id);
      else children.set(parentOf(row), [row.id]);
    }
    return children;
  });
}

function pricesByType(facts: Iterable<PriceFact>): Map<number, PriceFact[]> {
  const byType = new Map<number, PriceFact[]>();
  for (const fact of facts) {
    const known = byType.get(fact.typeId);
    if (known) known.push(fact);
    else byType.set(fact.typeId, [fact]);
  }
  for (const known of byType.values())
    known.sort((a, b) => (a.date < b.date ? -1 : 1));
  return byType;
}

export function lazy<Value>(compute: () => Value): () => Value {
  let cell: { value: Value } | undefined;
  return () => (cell ??= { value: compute() }).value;
}
