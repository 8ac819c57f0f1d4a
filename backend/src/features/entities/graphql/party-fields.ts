import {
  id,
  type AllianceId,
  type CharacterId,
  type CorporationId,
  type EntityId,
  type FactionId,
} from "../../../kernel/index.ts";
import type { Builder, TypeRef } from "../../../platform/graphql/index.ts";
import type { EsiVictim } from "../../killmails/index.ts";
import { loadEntityName } from "./entity-loader.ts";
import type { EntityNode, EntityTypes } from "./entity-types.ts";

type Party = Pick<
  EsiVictim,
  "character_id" | "corporation_id" | "alliance_id" | "faction_id"
>;

/** Who a victim or an attacker is, on both types alike. */
export function addPartyFields(
  builder: Builder,
  types: EntityTypes,
  party: TypeRef<Party>,
  characterDescription?: string,
): void {
  builder.objectFields(party, (t) => ({
    character: t.field({
      type: types.Character,
      nullable: true,
      ...(characterDescription && { description: characterDescription }),
      resolve: (parent) => node<CharacterId>(parent.character_id),
    }),
    corporation: t.field({
      type: types.Corporation,
      nullable: true,
      resolve: (parent) => node<CorporationId>(parent.corporation_id),
    }),
    alliance: t.field({
      type: types.Alliance,
      nullable: true,
      resolve: (parent) => node<AllianceId>(parent.alliance_id),
    }),
    factionName: t.string({
      nullable: true,
      description: "Name of the faction, null until it is learnt from ESI.",
      resolve: ({ faction_id }, _, context) =>
        faction_id === undefined
          ? null
          : loadEntityName(context, id<FactionId>(faction_id)),
    }),
  }));
}

function node<Id extends EntityId>(
  value: number | undefined,
): EntityNode<Id> | null {
  return value === undefined ? null : { id: id<Id>(value) };
}
