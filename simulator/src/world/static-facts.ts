/** What only the static data export tells, beside what ESI serves as well. */
export interface ExportFacts {
  marketGroups: Iterable<MarketGroupFacts>;
  metaGroups: Iterable<{ id: number; name: string }>;
  celestials: Iterable<CelestialFacts>;
  stargates: Iterable<StargateFacts>;
  stations: Iterable<StationFacts>;
  stationOperations: Iterable<{ id: number; name: string }>;
  npcCorporations: Iterable<NpcCorporationFacts>;
  blueprints: Iterable<BlueprintFacts>;
  typeDogma: Iterable<TypeDogmaFacts>;
  dogmaAttributes: Iterable<DogmaAttributeFacts>;
  dogmaEffects: Iterable<DogmaEffectFacts>;
}

/** Metres from the system's star. */
export interface Position {
  x: number;
  y: number;
  z: number;
}

export interface MarketGroupFacts {
  id: number;
  name: string;
  parentId?: number | undefined;
}

export type CelestialKind = "star" | "planet" | "moon" | "belt";

export interface CelestialFacts {
  id: number;
  kind: CelestialKind;
  systemId: number;
  typeId: number;
  radius: number;
  position: Position;
  /** What it circles: a planet its star, moons and belts their planet. */
  orbitId?: number | undefined;
  /** The planet's number, on moons and belts too. */
  celestialIndex?: number | undefined;
  orbitIndex?: number | undefined;
  /** Only where the rule for names does not hold. */
  name?: string | undefined;
}

export interface StargateFacts {
  id: number;
  systemId: number;
  destinationId: number;
  destinationSystemId: number;
  typeId?: number | undefined;
  position?: Position | undefined;
}

export interface StationFacts {
  id: number;
  systemId: number;
  typeId: number;
  ownerId: number;
  operationId: number;
  isNamedAfterOperation: boolean;
  orbitId: number;
  position: Position;
}

interface NpcCorporationFacts {
  id: number;
  name: string;
  ticker: string;
  factionId?: number | undefined;
}

/** What an activity takes or gives. */
interface Quantity {
  typeId: number;
  quantity: number;
}

export interface BlueprintFacts {
  id: number;
  mostRuns: number;
  manufacturing: {
    seconds: number;
    materials: Quantity[];
    products: Quantity[];
  };
}

export interface TypeDogmaFacts {
  typeId: number;
  attributes: { id: number; value: number }[];
  effects: { id: number; isDefault: boolean }[];
}

export interface DogmaAttributeFacts {
  id: number;
  name: string;
  published: boolean;
  default: number;
  highIsGood: boolean;
  stackable: boolean;
}

export interface DogmaEffectFacts {
  id: number;
  name: string;
  /** 0 passive, 1 active, 2 target, 4 online, 5 overload ... */
  category: number;
}
