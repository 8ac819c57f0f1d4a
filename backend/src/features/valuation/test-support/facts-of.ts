import type {
  BuildRecipe,
  StaticFacts,
  SystemFacts,
  TypeFacts,
} from "../../universe/index.ts";

interface KnownType {
  readonly group?: number;
  readonly category?: number;
  readonly name?: string;
  readonly basePriceIsk?: number;
  readonly dogma?: Record<number, number>;
}

/** Static data for tests. */
export function factsOf(known: {
  types?: Record<number, KnownType>;
  recipes?: Record<number, { run?: number; materials: Record<number, number> }>;
  systems?: readonly (Pick<SystemFacts, "id" | "regionId" | "security"> &
    Partial<SystemFacts>)[];
}): StaticFacts {
  const { types = {}, recipes = {}, systems = [] } = known;
  return {
    buildNumber: 1,
    type: (typeId) => toType(typeId, types[typeId]),
    recipe(typeId): BuildRecipe | undefined {
      const recipe = recipes[typeId];
      return (
        recipe && {
          blueprintTypeId: 1_000_000 + typeId,
          productQuantity: recipe.run ?? 1,
          materials: Object.entries(recipe.materials).map(
            ([material, quantity]) => ({ typeId: Number(material), quantity }),
          ),
        }
      );
    },
    system(systemId) {
      const system = systems.find(({ id }) => id === systemId);
      return (
        system && {
          name: `System ${systemId}`,
          constellationId: 1,
          wormholeClassId: null,
          ...system,
        }
      );
    },
  };
}

function toType(
  id: number,
  known: KnownType | undefined,
): TypeFacts | undefined {
  return (
    known && {
      id,
      name: known.name ?? `Type ${id}`,
      groupId: known.group ?? 0,
      categoryId: known.category ?? 0,
      marketGroupId: null,
      metaGroupId: null,
      isPublished: true,
      basePriceIsk: known.basePriceIsk ?? null,
      slot: null,
      attribute: (attributeId) => known.dogma?.[attributeId],
    }
  );
}
