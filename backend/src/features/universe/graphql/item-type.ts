import type { TypeId } from "../../../kernel/index.ts";
import {
  defineLoader,
  imageUrl,
  type Builder,
} from "../../../platform/graphql/index.ts";
import type { ItemType, TypeGroup } from "../universe.ts";

const itemTypes = defineLoader<TypeId, ItemType>((ids, { app }) =>
  app.universe.types(ids),
);

/** What ships and items are. */
export function addItemType(builder: Builder) {
  const groupOf = (name: "TypeGroup" | "TypeCategory", description: string) =>
    builder.objectRef<TypeGroup>(name).implement({
      description,
      fields: (t) => ({
        id: t.id({ resolve: ({ id }) => String(id) }),
        name: t.exposeString("name", {
          nullable: true,
          description: "Null where the static data do not have it yet.",
        }),
      }),
    });
  const Group = groupOf("TypeGroup", "What a type belongs to: Frigate.");
  const Category = groupOf("TypeCategory", "What a group belongs to: Ship.");

  return builder.objectRef<TypeId>("ItemType").implement({
    fields: (t) => ({
      id: t.id({ resolve: (typeId) => String(typeId) }),
      name: t.string({
        nullable: true,
        description:
          "In English. Null until it is learnt, from the static data or ESI.",
        resolve: async (typeId, _, context) =>
          (await context.loaders.load(itemTypes, typeId, context))?.name ??
          null,
      }),
      group: t.field({
        type: Group,
        nullable: true,
        description: "Null until the static data are imported.",
        resolve: async (typeId, _, context) =>
          (await context.loaders.load(itemTypes, typeId, context))?.group ??
          null,
      }),
      category: t.field({
        type: Category,
        nullable: true,
        description: "Null until the static data are imported.",
        resolve: async (typeId, _, context) =>
          (await context.loaders.load(itemTypes, typeId, context))?.category ??
          null,
      }),
      iconUrl: t.string({
        args: { size: t.arg.int({ required: true, defaultValue: 64 }) },
        resolve: (typeId, { size }, context) =>
          imageUrl(context, "types/icon", typeId, size),
      }),
      renderUrl: t.string({
        description: "Picture of a ship, structure or drone.",
        args: { size: t.arg.int({ required: true, defaultValue: 256 }) },
        resolve: (typeId, { size }, context) =>
          imageUrl(context, "types/render", typeId, size),
      }),
    }),
  });
}
