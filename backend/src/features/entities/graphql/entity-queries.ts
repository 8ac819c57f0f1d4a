import type {
  AllianceId,
  CharacterId,
  CorporationId,
  EntityId,
} from "../../../kernel/index.ts";
import {
  idArg,
  type Builder,
  type TypeRef,
} from "../../../platform/graphql/index.ts";
import type { EntityKind } from "../entities.ts";
import type { EntityNode, EntityTypes } from "./entity-types.ts";
import { isKnown } from "./is-known.ts";

export function addEntityQueries(builder: Builder, types: EntityTypes): void {
  addQuery<CharacterId>(builder, "character", types.Character);
  addQuery<CorporationId>(builder, "corporation", types.Corporation);
  addQuery<AllianceId>(builder, "alliance", types.Alliance);
}

function addQuery<Id extends EntityId>(
  builder: Builder,
  kind: EntityKind,
  type: TypeRef<EntityNode<Id>>,
): void {
  builder.queryField(kind, (t) =>
    t.field({
      type,
      nullable: true,
      args: { id: t.arg.id({ required: true }) },
      resolve: async (_, args, context) => {
        const id = idArg<Id>(args.id, "id");
        return (await isKnown(context, id, kind)) ? { id } : null;
      },
    }),
  );
}
