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
import { loadEntity, loadEntityName } from "./entity-loader.ts";

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
  const ticker = {
    nullable: true,
    description: "Null until it is learnt from ESI.",
  } as const;
  for (const type of [Corporation, Alliance])
    builder.objectField(type, "ticker", (t) =>
      t.string({
        ...ticker,
        resolve: async ({ id }, _, context) =>
          (await loadEntity(context, id))?.ticker ?? null,
      }),
    );
  builder.objectField(Character, "corporation", (t) =>
    t.field({
      type: Corporation,
      nullable: true,
      description:
        "Where it is now, as ESI said within the last weeks; where it was on a mail, the mail says. Null until it is learnt.",
      resolve: async ({ id }, _, context) =>
        node((await loadEntity(context, id))?.corporationId),
    }),
  );
  for (const type of [Character, Corporation])
    builder.objectField(type, "alliance", (t) =>
      t.field({
        type: Alliance,
        nullable: true,
        description:
          "Where it is now, as ESI said within the last weeks. Null when it is in none, and until it is learnt.",
        resolve: async ({ id }, _, context) =>
          node((await loadEntity(context, id))?.allianceId),
      }),
    );
  return { Character, Corporation, Alliance };
}

function node<Id extends EntityId>(
  id: Id | null | undefined,
): EntityNode<Id> | null {
  return id == null ? null : { id };
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
      isDeleted: t.boolean({
        description: `Whether ESI says that the ${words.noun} is gone (biomassed, closed).`,
        resolve: async ({ id }, _, context) =>
          (await loadEntity(context, id))?.isDeleted ?? false,
      }),
      formerNames: t.stringList({
        description: "What it was called before, the oldest name first.",
        resolve: async ({ id }, _, context) => [
          ...((await loadEntity(context, id))?.formerNames ?? []),
        ],
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
