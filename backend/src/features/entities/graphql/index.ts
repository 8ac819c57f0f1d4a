import type { Builder } from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import type { KillmailTypes } from "../../killmails/graphql/index.ts";
import { addEntityQueries } from "./entity-queries.ts";
import { addEntityTypes, type EntityTypes } from "./entity-types.ts";
import { addPartyFields } from "./party-fields.ts";
import { addSearchQuery } from "./search-query.ts";

export type { EntityTypes } from "./entity-types.ts";

/** Adds characters, corporations and alliances, and who they are on mails and accounts. */
export function addEntities(
  builder: Builder,
  older: { killmails: KillmailTypes; accounts: AccountTypes },
): EntityTypes {
  const types = addEntityTypes(builder, older.killmails);
  addEntityQueries(builder, types);
  addSearchQuery(builder);
  addPartyFields(
    builder,
    types,
    older.killmails.Victim,
    "Null for structures and deployables.",
  );
  addPartyFields(builder, types, older.killmails.Attacker);
  builder.objectField(older.accounts.LinkedCharacter, "character", (t) =>
    t.field({
      type: types.Character,
      resolve: ({ characterId, name }) => ({ id: characterId, name }),
    }),
  );
  builder.objectField(older.accounts.LostCharacter, "character", (t) =>
    t.field({
      type: types.Character,
      resolve: ({ characterId }) => ({ id: characterId }),
    }),
  );
  return types;
}
