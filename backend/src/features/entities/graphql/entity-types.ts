import type {
  AllianceId,
  CharacterId,
  CorporationId,
  EntityId,
} from "../../../kernel/index.ts";
import {
  imageUrl,
  type Builder,
  type Image,
  type TypeRef,
} from "../../../platform/graphql/index.ts";
import {
  killmailPage,
  type KillmailTypes,
} from "../../killmails/graphql/index.ts";
import { loadEntityName } from "./entity-loader.ts";

/** A character, corporation or alliance: its id, and its name where the caller knows it already. */
export interface EntityNode<Id extends EntityId> {
  readonly id: Id;
  readonly name?: string;
}

export type EntityTypes = ReturnType<typeof addEntityTypes>;

export function addEntityTypes(builder: Builder, killmails: KillmailTypes) {
  const Character = builder.objectRef<EntityNode<CharacterId>>("Character");
  const Corporation =
    builder.objectRef<EntityNode<CorporationId>>("Corporation");
  const Alliance = builder.objectRef<EntityNode<AllianceId>>("Alliance");
  implement(builder, killmails, Character, {
    noun: "character",
    imageField: "portraitUrl",
    imageNoun: "Portrait",
    image: "characters/portrait",
  });
  implement(builder, killmails, Corporation, {
    noun: "corporation",
    imageField: "logoUrl",
    imageNoun: "Logo",
    image: "corporations/logo",
  });
  implement(builder, killmails, Alliance, {
    noun: "alliance",
    imageField: "logoUrl",
    imageNoun: "Logo",
    image: "alliances/logo",
  });
  return { Character, Corporation, Alliance };
}

function implement<Id extends EntityId>(
  builder: Builder,
  killmails: KillmailTypes,
  ref: TypeRef<EntityNode<Id>>,
  words: { noun: string; imageField: string; imageNoun: string; image: Image },
): void {
  builder.objectType(ref, {
    fields: (t) => ({
      id: t.id({ resolve: ({ id }) => String(id) }),
      name: t.string({
        nullable: true,
        description: "Null until it is learnt from ESI.",
        resolve: ({ id, name }, _, context) =>
          name ?? loadEntityName(context, id),
      }),
      [words.imageField]: t.string({
        description: `${words.imageNoun} address at the image service; size in pixels: 32, 64, 128, 256, 512 or 1024.`,
        args: { size: t.arg.int({ required: true, defaultValue: 64 }) },
        resolve: ({ id }, { size }, context) =>
          imageUrl(context, words.image, id, size),
      }),
      killmails: t.field({
        type: killmails.KillmailConnection,
        description: `Mails in which this ${words.noun} is victim or attacker and which the viewer may see, newest first.`,
        args: { first: t.arg.int(), after: t.arg.string() },
        resolve: ({ id }, args, context) =>
          killmailPage(context, { involved: [id] }, args),
      }),
    }),
  });
}
