import type { Db } from "../../../platform/database/index.ts";
import type {
  BuildRecipe,
  StaticFacts,
  SystemFacts,
  TypeFacts,
} from "../type-facts.ts";
import { createDogmaTable, type DogmaTable } from "./dogma-table.ts";
import {
  readDogmaPages,
  readLearnt,
  readRecipes,
  readSystemFacts,
  readTypePages,
  type RecipeRow,
  type TypeRow,
} from "./read-facts.ts";

export type BuildFacts = Omit<StaticFacts, "buildNumber">;

/** What the static tables say. */
export async function loadBuild(db: Db): Promise<BuildFacts> {
  const dogma = createDogmaTable();
  for await (const rows of readDogmaPages(db)) dogma.add(rows);
  dogma.pack();
  const types = new Map<number, TypeFacts>();
  for await (const rows of readTypePages(db))
    for (const row of rows) types.set(row.id, typeFacts(row, dogma));
  const recipes = new Map<number, BuildRecipe>();
  for (const row of await readRecipes(db))
    if (!recipes.has(row.productTypeId))
      recipes.set(row.productTypeId, recipeOf(row));
  const systems = new Map<number, SystemFacts>();
  for (const row of await readSystemFacts(db)) systems.set(row.id, row);
  return {
    type: (typeId) => types.get(typeId),
    recipe: (productTypeId) => recipes.get(productTypeId),
    system: (systemId) => systems.get(systemId),
  };
}

/** `MetaGroupID` of dogma: what ESI tells of a type's meta group. */
const metaGroupAttribute = 1692;

/** What ESI told of types the build does not have. */
export async function loadLearnt(db: Db): Promise<Map<number, TypeFacts>> {
  const dogma = createDogmaTable();
  const rows = await readLearnt(db);
  dogma.add(rows);
  return new Map(
    rows.map((row) => {
      const metaGroupId = dogma.attribute(row.id, metaGroupAttribute) ?? null;
      return [row.id, typeFacts({ ...row, metaGroupId }, dogma)];
    }),
  );
}

function typeFacts(row: TypeRow, dogma: DogmaTable): TypeFacts {
  return {
    id: row.id,
    name: row.name,
    groupId: row.groupId,
    categoryId: row.categoryId,
    marketGroupId: row.marketGroupId,
    metaGroupId: row.metaGroupId,
    isPublished: row.isPublished,
    basePriceIsk: row.basePrice,
    slot: dogma.slot(row.id),
    attribute: (attributeId) => dogma.attribute(row.id, attributeId),
  };
}

function recipeOf(row: RecipeRow): BuildRecipe {
  return {
    blueprintTypeId: row.blueprintTypeId,
    productQuantity: row.productQuantity,
    materials: row.materialTypeIds.map((typeId, index) => ({
      typeId,
      quantity: row.materialQuantities[index] ?? 0,
    })),
  };
}
