import {
  largestInt4,
  RejectedError,
  type CharacterId,
  type KillmailId,
} from "../../../kernel/index.ts";
import {
  badUserInput,
  idArg,
  requireAccount,
  type Builder,
} from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import type { PublicationDelay } from "../publication/publication-delay.ts";
import type { KillmailTypes } from "./killmail-types.ts";

export type PublicationTypes = ReturnType<typeof addPublicationFields>;

const hours = (value: Exclude<PublicationDelay, "never">) => ({
  value,
  description: `${value} ${value === "1" ? "hour" : "hours"} after this site first recorded it.`,
});

/** How pilots make their private mails public. */
export function addPublicationFields(
  builder: Builder,
  { Killmail }: KillmailTypes,
  { LinkedCharacter }: AccountTypes,
) {
  const PublicationDelayRef = builder.enumType("PublicationDelay", {
    description:
      "When a private mail becomes public. Of all who observed it, the shortest delay wins; public is for good.",
    values: {
      AT_ONCE: {
        value: "0",
        description: "As soon as it is recorded.",
      },
      HOURS_1: hours("1"),
      HOURS_3: hours("3"),
      HOURS_8: hours("8"),
      HOURS_24: hours("24"),
      HOURS_72: hours("72"),
      NEVER: {
        value: "never",
        description: "Not by itself.",
      },
    },
  });

  builder.objectField(LinkedCharacter, "publicationDelay", (t) =>
    t.field({
      type: PublicationDelayRef,
      description:
        "When the mails of this character's list become public; the site's default until the pilot chooses.",
      resolve: ({ grantId }, _, { app }) =>
        app.killmails.publicationDelay(grantId),
    }),
  );

  builder.mutationFields((t) => ({
    publishKillmail: t.field({
      type: Killmail,
      description:
        "Makes a killmail that the viewer sees public, for good. NOT_FOUND for any other.",
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, args, { app, viewer }) => {
        requireAccount(viewer);
        const killmailId = idArg<KillmailId>(args.id, "id");
        if (killmailId > largestInt4)
          throw badUserInput(
            `id is not a killmail's: they reach ${largestInt4} at most.`,
          );
        return app.killmails.publish(viewer, killmailId);
      },
    }),
    setPublicationDelay: t.field({
      type: LinkedCharacter,
      description:
        "Chooses when the mails of a character's list become public, those listed already included. Only for the viewer's own characters (FORBIDDEN otherwise).",
      args: {
        characterId: t.arg.id({ required: true }),
        delay: t.arg({ type: PublicationDelayRef, required: true }),
      },
      resolve: async (_, args, { app, viewer }) => {
        const accountId = requireAccount(viewer);
        const characterId = idArg<CharacterId>(args.characterId, "characterId");
        const linked = await app.accounts.linkedCharacter(characterId);
        if (linked?.accountId !== accountId)
          throw new RejectedError(
            "FORBIDDEN",
            "This is none of your linked characters: log in with it first.",
          );
        await app.killmails.setPublicationDelay(
          { grantId: linked.grantId },
          args.delay,
        );
        return linked;
      },
    }),
  }));

  return { PublicationDelay: PublicationDelayRef };
}
