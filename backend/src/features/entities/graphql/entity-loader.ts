import type { EntityId } from "../../../kernel/index.ts";
import {
  defineLoader,
  type GraphqlContext,
} from "../../../platform/graphql/index.ts";
import type { Entities, Entity } from "../entities.ts";

declare module "../../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly entities: Entities;
  }
}

const entities = defineLoader<EntityId, Entity>((ids, { app }) =>
  app.entities.byIds(ids),
);

/** What is known of a character, corporation, alliance or faction; null when no mail showed it yet. */
export function loadEntity(
  context: GraphqlContext,
  id: EntityId,
): Promise<Entity | null> {
  return context.loaders.load(entities, id, context);
}

/** Null until it is learnt from ESI. */
export async function loadEntityName(
  context: GraphqlContext,
  id: EntityId,
): Promise<string | null> {
  return (await loadEntity(context, id))?.name ?? null;
}
