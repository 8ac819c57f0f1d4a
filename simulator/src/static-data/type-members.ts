import type { Universe } from "../world/universe.ts";
import type { StaticDataBuild } from "./static-data-build.ts";
import type { MemberRows } from "./static-data-members.ts";

/** What things are: types, how they are grouped, made and fitted. */
export function typeMembers(
  { facts }: Universe,
  build: StaticDataBuild,
): Record<string, MemberRows> {
  const left = new Set(build.withoutTypes);
  return {
    types: function* () {
      for (const type of facts.types()) {
        if (left.has(type.id)) continue;
        yield {
          _key: type.id,
          basePrice: type.basePrice,
          capacity: type.capacity,
          groupID: type.groupId,
          marketGroupID: type.marketGroupId,
          mass: type.mass,
          metaGroupID: type.metaGroupId,
          name: { en: build.typeNames[type.id] ?? type.name, ...type.names },
          portionSize: 1,
          published: type.published,
          radius: type.radius,
          volume: type.volume,
        };
      }
    },
    groups: function* () {
      for (const { id, name, categoryId, published } of facts.groups())
        yield {
          _key: id,
          anchorable: false,
          anchored: false,
          categoryID: categoryId,
          fittableNonSingleton: false,
          name: { en: name },
          published,
          useBasePrice: false,
        };
    },
    categories: function* () {
      for (const { id, name, published } of facts.categories())
        yield { _key: id, name: { en: name }, published };
    },
    marketGroups: function* () {
      const rows = [...facts.marketGroups()];
      const parents = new Set(rows.map(({ parentId }) => parentId));
      for (const { id, name, parentId } of rows)
        yield {
          _key: id,
          hasTypes: !parents.has(id),
          name: { en: name },
          parentGroupID: parentId,
        };
    },
    metaGroups: function* () {
      for (const { id, name } of facts.metaGroups())
        yield { _key: id, name: { en: name } };
    },
    blueprints: function* () {
      for (const { id, mostRuns, manufacturing } of facts.blueprints()) {
        const amounts = (list: typeof manufacturing.materials) =>
          list.map(({ typeId, quantity }) => ({ quantity, typeID: typeId }));
        yield {
          _key: id,
          activities: {
            copying: { time: manufacturing.seconds },
            manufacturing: {
              materials: amounts(manufacturing.materials),
              products: amounts(manufacturing.products),
              time: manufacturing.seconds,
            },
          },
          blueprintTypeID: id,
          maxProductionLimit: mostRuns,
        };
      }
    },
    typeDogma: function* () {
      for (const { typeId, attributes, effects } of facts.typeDogma())
        yield {
          _key: typeId,
          dogmaAttributes: attributes.map(({ id, value }) => ({
            attributeID: id,
            value,
          })),
          dogmaEffects: effects.map(({ id, isDefault }) => ({
            effectID: id,
            isDefault,
          })),
        };
    },
    dogmaAttributes: function* () {
      for (const attribute of facts.dogmaAttributes())
        yield {
          _key: attribute.id,
          defaultValue: attribute.default,
          highIsGood: attribute.highIsGood,
          name: attribute.name,
          published: attribute.published,
          stackable: attribute.stackable,
        };
    },
    dogmaEffects: function* () {
      for (const { id, name, category } of facts.dogmaEffects())
        yield { _key: id, effectCategoryID: category, name };
    },
  };
}
