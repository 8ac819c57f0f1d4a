import type {
  ConstellationId,
  RegionId,
  SolarSystemId,
  TaskImplementation,
  TypeId,
} from "../../kernel/index.ts";
import type { NearestCelestial, Position } from "./nearest-celestial.ts";
import type { SpaceKind } from "./space-kind.ts";
import type {
  ImportRequest,
  ImportResult,
} from "./static-data/import-static-data.ts";
import type { StaticFacts } from "./type-facts.ts";
import type { NamedType } from "./types-named.ts";

/** A group or category of types. */
export interface TypeGroup {
  readonly id: number;
  /** Null for one the static data do not have yet. */
  readonly name: string | null;
}

export interface ItemType {
  readonly id: TypeId;
  /** Null until it is learnt, or when neither the static data nor ESI know the id. */
  readonly name: string | null;
  readonly group: TypeGroup | null;
  readonly category: TypeGroup | null;
}

interface NamedPlace<Id> {
  readonly id: Id;
  readonly name: string | null;
}

export interface SolarSystem {
  readonly id: SolarSystemId;
  readonly name: string | null;
  /** As the game displays it, one decimal. */
  readonly security: number | null;
  readonly spaceKind: SpaceKind | null;
  readonly wormholeClass: number | null;
  readonly constellation: NamedPlace<ConstellationId> | null;
  readonly region: NamedPlace<RegionId> | null;
}

/** Where something is in New Eden. */
export interface Spot {
  readonly systemId: number;
  readonly position: Position;
}

/** What New Eden consists of. */
export interface Universe {
  /** Those of the ids that some mail, or the static data, have named. */
  types(ids: readonly TypeId[]): Promise<Map<TypeId, ItemType>>;
  systems(
    ids: readonly SolarSystemId[],
  ): Promise<Map<SolarSystemId, SolarSystem>>;
  /** What is nearest to each spot; those left out lie where no celestial is known. */
  nearestCelestials<Key extends Spot>(
    spots: readonly Key[],
  ): Promise<Map<Key, NearestCelestial>>;
  /** The static data in memory, as the database has them now or had them a second ago. */
  facts(): Promise<StaticFacts>;
  /**
   * Types by name in any of the eight languages, without regard to case; keys are the names in lower case, those nobody
   * bears are left out. Names are not unique: types that are not published are among them, too.
   */
  typesNamed(
    names: readonly string[],
  ): Promise<Map<string, readonly NamedType[]>>;
  /** See `importStaticData`. */
  importStaticData(
    request?: Omit<Partial<ImportRequest>, "clock">,
  ): Promise<ImportResult>;
  /** Orders the daily look for a new build. Returns how many orders were given. */
  queueDue(now: Date): Promise<number>;
  readonly implementations: readonly TaskImplementation[];
}
