import type {
  RegionId,
  SolarSystemId,
  TaskImplementation,
  TypeId,
} from "../../kernel/index.ts";

export interface ItemType {
  readonly id: TypeId;
  /** Null until it is learnt from ESI, or when ESI does not know the id. */
  readonly name: string | null;
}

export interface SolarSystem {
  readonly id: SolarSystemId;
  readonly name: string | null;
  /** As the game displays it, one decimal. */
  readonly security: number | null;
  readonly region: {
    readonly id: RegionId;
    readonly name: string | null;
  } | null;
}

/** What New Eden consists of. */
export interface Universe {
  /** Those of the ids that some mail has named. */
  types(ids: readonly TypeId[]): Promise<Map<TypeId, ItemType>>;
  systems(
    ids: readonly SolarSystemId[],
  ): Promise<Map<SolarSystemId, SolarSystem>>;
  readonly implementations: readonly TaskImplementation[];
}
