import { type CharacterId, RejectedError } from "../../../kernel/index.ts";
import {
  type Builder,
  type GraphqlContext,
  idArg,
  requireAccount,
} from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import type { LinkedCharacterView } from "../../accounts/index.ts";
import type { PublicationTypes } from "../../killmails/graphql/index.ts";
import type { addCorporationSyncType } from "./corporation-sync-type.ts";

interface SwitchPayload {
  readonly character: LinkedCharacterView;
  readonly upgradeUrl: string | null;
}

export function addCorporationMutations(
  builder: Builder,
  {
    accounts: { LinkedCharacter },
    killmails: { PublicationDelay },
    Audience,
  }: {
    accounts: AccountTypes;
    killmails: PublicationTypes;
  } & ReturnType<typeof addCorporationSyncType>,
): void {
  const SwitchPayloadRef = builder
    .objectRef<SwitchPayload>("SetCorporationSyncPayload")
    .implement({
      fields: (t) => ({
        character: t.expose("character", { type: LinkedCharacter }),
        upgradeUrl: t.exposeString("upgradeUrl", {
          nullable: true,
          description:
            "Where to send the browser for the missing permissions; the switch goes on by itself after that login. Null when none are missing.",
        }),
      }),
    });

  builder.mutationFields((t) => ({
    setCorporationSync: t.field({
      type: SwitchPayloadRef,
      description:
        "Lets this site read the killmails of the character's whole corporation, or not. Needs the in-game role Director; `corporationSync.message` says what came of it. Only for the viewer's own characters (FORBIDDEN otherwise).",
      args: {
        characterId: t.arg.id({ required: true }),
        enabled: t.arg.boolean({ required: true }),
      },
      resolve: async (_, args, context) => {
        const { characterId, viewer, app } = own(context, args);
        const { isLoginNeeded } = await app.corporationSync.setEnabled(
          viewer,
          characterId,
          args.enabled,
        );
        return {
          character: await linked(context, characterId),
          upgradeUrl: isLoginNeeded
            ? `/auth/login?for=corporation&character=${characterId}`
            : null,
        };
      },
    }),
    setCorporationAudience: t.field({
      type: LinkedCharacter,
      description:
        "Chooses who sees the mails of the corporation's list. Only by a director whose switch is on (FORBIDDEN otherwise); holds for the whole corporation.",
      args: {
        characterId: t.arg.id({ required: true }),
        audience: t.arg({ type: Audience, required: true }),
      },
      resolve: async (_, args, context) => {
        const { characterId, viewer, app } = own(context, args);
        await app.corporationSync.setAudience(
          viewer,
          characterId,
          args.audience,
        );
        return linked(context, characterId);
      },
    }),
    setCorporationPublicationDelay: t.field({
      type: LinkedCharacter,
      description:
        "Chooses when the mails of the corporation's list become public. Only by a director whose switch is on (FORBIDDEN otherwise); holds for the whole corporation.",
      args: {
        characterId: t.arg.id({ required: true }),
        delay: t.arg({ type: PublicationDelay, required: true }),
      },
      resolve: async (_, args, context) => {
        const { characterId, viewer, app } = own(context, args);
        await app.corporationSync.setPublicationDelay(
          viewer,
          characterId,
          args.delay,
        );
        return linked(context, characterId);
      },
    }),
  }));
}

function own({ app, viewer }: GraphqlContext, args: { characterId: string }) {
  requireAccount(viewer);
  const characterId = idArg<CharacterId>(args.characterId, "characterId");
  return { app, viewer, characterId };
}

async function linked(
  { app, loaders }: GraphqlContext,
  characterId: CharacterId,
): Promise<LinkedCharacterView> {
  loaders.clear();
  const found = await app.accounts.linkedCharacter(characterId);
  if (found === null)
    throw new RejectedError(
      "NOT_LINKED",
      "This character was unlinked a moment ago.",
    );
  return found;
}
