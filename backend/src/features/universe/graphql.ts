import {
  id,
  type RegionId,
  type SolarSystemId,
  type TypeId,
} from "../../kernel/index.ts";
import {
  defineLoader,
  imageUrl,
  type Builder,
} from "../../platform/graphql/index.ts";
import type { KillmailTypes } from "../killmails/graphql/index.ts";
import type { ItemType, SolarSystem, Universe } from "./universe.ts";

declare module "../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly universe: Universe;
  }
}

const itemTypes = defineLoader<TypeId, ItemType>((ids, { app }) =>
  app.universe.types(ids),
);

const systems = defineLoader<SolarSystemId, SolarSystem>((ids, { app }) =>
  app.universe.systems(ids),
);

/** Adds types of ships and items, solar systems and regions, and where mails name them. */
export function addUniverse(builder: Builder, killmails: KillmailTypes): void {
  const ItemTypeRef = builder.objectRef<TypeId>("ItemType").implement({
    fields: (t) => ({
      id: t.id({ resolve: (typeId) => String(typeId) }),
      name: t.string({
        nullable: true,
        description: "Null until it is learnt from ESI.",
        resolve: async (typeId, _, context) =>
          (await context.loaders.load(itemTypes, typeId, context))?.name ??
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

  const Region = builder
    .objectRef<{ id: RegionId; name: string | null }>("Region")
    .implement({
      fields: (t) => ({
        id: t.id({ resolve: ({ id }) => String(id) }),
        name: t.exposeString("name", { nullable: true }),
      }),
    });

  const SolarSystemRef = builder
    .objectRef<SolarSystem>("SolarSystem")
    .implement({
      fields: (t) => ({
        id: t.id({ resolve: ({ id }) => String(id) }),
        name: t.exposeString("name", {
          nullable: true,
          description: "Null until it is learnt from ESI.",
        }),
        security: t.float({
          nullable: true,
          description: "Security status as the game displays it, one decimal.",
          resolve: ({ security }) => security,
        }),
        region: t.expose("region", { type: Region, nullable: true }),
      }),
    });

  builder.objectField(killmails.Killmail, "system", (t) =>
    t.field({
      type: SolarSystemRef,
      resolve: async ({ esi }, _, context) => {
        const systemId = id<SolarSystemId>(esi.solar_system_id);
        return (
          (await context.loaders.load(systems, systemId, context)) ?? {
            id: systemId,
            name: null,
            security: null,
            region: null,
          }
        );
      },
    }),
  );
  builder.objectField(killmails.Victim, "ship", (t) =>
    t.field({
      type: ItemTypeRef,
      resolve: ({ ship_type_id }) => id<TypeId>(ship_type_id),
    }),
  );
  builder.objectFields(killmails.Attacker, (t) => ({
    ship: t.field({
      type: ItemTypeRef,
      nullable: true,
      resolve: ({ ship_type_id }) => typeIdOrNull(ship_type_id),
    }),
    weapon: t.field({
      type: ItemTypeRef,
      nullable: true,
      description:
        "Often the ship's own type, which means that the weapon is not known.",
      resolve: ({ weapon_type_id }) => typeIdOrNull(weapon_type_id),
    }),
  }));
  builder.objectField(killmails.KillmailItem, "type", (t) =>
    t.field({
      type: ItemTypeRef,
      resolve: ({ item_type_id }) => id<TypeId>(item_type_id),
    }),
  );
}

function typeIdOrNull(value: number | undefined): TypeId | null {
  return value === undefined ? null : id<TypeId>(value);
}
