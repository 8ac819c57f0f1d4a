import type { EntityId } from "../../../kernel/index.ts";
import type { GraphqlContext } from "../../../platform/graphql/index.ts";
import type { EntityKind } from "../entities.ts";
import { loadEntity } from "./entity-loader.ts";

/** An entity that only invisible mails know must answer like one that does not exist: its page, and every search. */
export async function isKnown(
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
