import type {
  AllianceId,
  CharacterId,
  CorporationId,
  EntityId,
} from "../../../kernel/index.ts";
import {
  idArg,
  type Builder,
  type GraphqlContext,
  type TypeRef,
} from "../../../platform/graphql/index.ts";
import type { EntityKind } from "../entities.ts";
import { loadEntity } from "./entity-loader.ts";
import type { EntityNode, EntityTypes } from "./entity-types.ts";

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

/** An entity that only invisible mails know must answer like one that does not exist. */
async function isKnown(
  context: GraphqlContext,
  id: EntityId,
  kind: EntityKind,
): Promise<boolean> {
  const { app, viewer } = context;
  if (kind === "character" && (await isOwnCharacter(context, id))) return true;
  const entity = await loadEntity(context, id);
  return (
    entity?.kind === kind && (await app.killmails.isEntityKnown(viewer, id))
  );
}

async function isOwnCharacter(
  { app, viewer }: GraphqlContext,
  id: EntityId,
): Promise<boolean> {
  if (viewer.kind === "anonymous") return false;
  const characters = await app.accounts.linkedCharacters(viewer.accountId);
  return characters.some(({ characterId }) => characterId === id);
}
