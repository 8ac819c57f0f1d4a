/** Where a module is fitted, by its dogma effect. */
export type FittingSlot =
  "low" | "mid" | "high" | "rig" | "subsystem" | "service";

/** What the static data say of an item type, as far as rules ask for it. */
export interface TypeFacts {
  readonly id: number;
  /** In English. */
  readonly name: string;
  readonly groupId: number;
  readonly categoryId: number;
  readonly marketGroupId: number | null;
  readonly metaGroupId: number | null;
  readonly isPublished: boolean;
  /** ISK, what NPCs sell it for; null when the static data say nothing. */
  readonly basePriceIsk: number | null;
  /** Null when it is no module, or the static data lack its dogma. */
  readonly slot: FittingSlot | null;
  /** Dogma attributes as the static data have them, by attribute id. */
  attribute(attributeId: number): number | undefined;
}

/** What one run of a blueprint takes and gives. */
export interface BuildRecipe {
  readonly blueprintTypeId: number;
  readonly productQuantity: number;
  readonly materials: readonly {
    readonly typeId: number;
    readonly quantity: number;
  }[];
}

export interface SystemFacts {
  readonly id: number;
  readonly name: string;
  readonly constellationId: number;
  readonly regionId: number;
  /** True security status, -1 to 1. */
  readonly security: number;
  /** The system's own, else its constellation's, else its region's. */
  readonly wormholeClassId: number | null;
}

/** One build of the static data, in memory. What it lacks is undefined, never invented. */
export interface StaticFacts {
  /** Null before any build was imported: then only what ESI told of single types is known. */
  readonly buildNumber: number | null;
  type(typeId: number): TypeFacts | undefined;
  /** How the type is manufactured. */
  recipe(productTypeId: number): BuildRecipe | undefined;
  system(systemId: number): SystemFacts | undefined;
}
