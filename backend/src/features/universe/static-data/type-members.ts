import { z } from "zod";
import { int4, languages, localised } from "./fields.ts";
import { defineMember, type Member } from "./member.ts";

const amount = z.object({ typeID: int4, quantity: int4 });

/** What things are, how they are grouped, made and fitted. */
export const typeMembers: readonly Member[] = [
  defineMember(
    "categories",
    z.object({ _key: int4, name: localised, published: z.boolean() }),
    ({ _key, name, published }, emit) =>
      emit("categories", [_key, name.en, published]),
  ),
  defineMember(
    "groups",
    z.object({
      _key: int4,
      categoryID: int4,
      name: localised,
      published: z.boolean(),
    }),
    ({ _key, categoryID, name, published }, emit) =>
      emit("groups", [_key, name.en, categoryID, published]),
  ),
  defineMember(
    "marketGroups",
    z.object({ _key: int4, name: localised, parentGroupID: int4.optional() }),
    ({ _key, name, parentGroupID }, emit) =>
      emit("marketGroups", [_key, name.en, parentGroupID ?? null]),
  ),
  defineMember(
    "metaGroups",
    z.object({ _key: int4, name: localised }),
    ({ _key, name }, emit) => emit("metaGroups", [_key, name.en]),
  ),
  defineMember(
    "types",
    z.object({
      _key: int4,
      groupID: int4,
      name: localised,
      published: z.boolean(),
      marketGroupID: int4.optional(),
      metaGroupID: int4.optional(),
      basePrice: z.number().optional(),
      volume: z.number().optional(),
    }),
    (type, emit) => {
      emit("types", [
        type._key,
        type.name.en,
        type.groupID,
        type.marketGroupID ?? null,
        type.metaGroupID ?? null,
        type.published,
        type.basePrice ?? null,
        type.volume ?? null,
      ]);
      for (const language of languages) {
        const name = type.name[language];
        // Most names are the same in several languages: they are kept once, as English.
        if (name === undefined) continue;
        if (language !== "en" && name === type.name.en) continue;
        emit("typeNames", [type._key, language, name, name.toLowerCase()]);
      }
    },
  ),
  defineMember(
    "typeDogma",
    z.object({
      _key: int4,
      dogmaAttributes: z
        .array(z.object({ attributeID: int4, value: z.number() }))
        .optional(),
      dogmaEffects: z.array(z.object({ effectID: int4 })).optional(),
    }),
    ({ _key, dogmaAttributes = [], dogmaEffects = [] }, emit) =>
      emit("typeDogma", [
        _key,
        dogmaAttributes.map(({ attributeID }) => attributeID),
        dogmaAttributes.map(({ value }) => value),
        dogmaEffects.map(({ effectID }) => effectID),
      ]),
  ),
  defineMember(
    "blueprints",
    z.object({
      blueprintTypeID: int4,
      activities: z.object({
        manufacturing: z
          .object({
            time: int4.optional(),
            materials: z.array(amount).optional(),
            products: z.array(amount).optional(),
          })
          .optional(),
      }),
    }),
    ({ blueprintTypeID, activities: { manufacturing } }, emit) => {
      const { time, materials = [], products = [] } = manufacturing ?? {};
      for (const { typeID, quantity } of products)
        emit("recipes", [
          blueprintTypeID,
          typeID,
          quantity,
          time ?? null,
          materials.map((material) => material.typeID),
          materials.map((material) => material.quantity),
        ]);
    },
  ),
];
