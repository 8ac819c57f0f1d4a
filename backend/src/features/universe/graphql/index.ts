import { id, type SolarSystemId, type TypeId } from "../../../kernel/index.ts";
import type { Builder } from "../../../platform/graphql/index.ts";
import type { KillmailTypes } from "../../killmails/graphql/index.ts";
import type { Universe } from "../universe.ts";
import { addCelestials } from "./celestial-types.ts";
import { addItemType } from "./item-type.ts";
import { addSolarSystem } from "./solar-system.ts";

declare module "../../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly universe: Universe;
  }
}

/** Adds types of ships and items, solar systems and regions, and where mails name them; returns those that younger features use. */
export function addUniverse(builder: Builder, killmails: KillmailTypes) {
  const ItemTypeRef = addItemType(builder);
  const SolarSystemRef = addSolarSystem(builder);
  addCelestials(builder, killmails);

  builder.objectField(killmails.Killmail, "system", (t) =>
    t.field({
      type: SolarSystemRef,
      resolve: ({ esi }) => id<SolarSystemId>(esi.solar_system_id),
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
  return { ItemType: ItemTypeRef };
}

export type UniverseTypes = ReturnType<typeof addUniverse>;

function typeIdOrNull(value: number | undefined): TypeId | null {
  return value === undefined ? null : id<TypeId>(value);
}
