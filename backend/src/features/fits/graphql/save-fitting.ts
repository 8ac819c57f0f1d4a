import {
  largestInt4,
  RejectedError,
  type CharacterId,
  type KillmailId,
} from "../../../kernel/index.ts";
import {
  idArg,
  requireAccount,
  type Builder,
} from "../../../platform/graphql/index.ts";
import { messages } from "../saving/messages.ts";

interface Payload {
  readonly fittingId: bigint | null;
  readonly leftOut: readonly string[];
  readonly upgradeUrl: string | null;
}

/** Adds saving a killmail's fit in the game. */
export function addSaveFitting(builder: Builder): void {
  const PayloadRef = builder
    .objectRef<Payload>("SaveFittingPayload")
    .implement({
      fields: (t) => ({
        fittingId: t.id({
          nullable: true,
          description:
            "The game's number of the saved fit; null while a login is needed.",
          resolve: ({ fittingId }) =>
            fittingId === null ? null : String(fittingId),
        }),
        leftOut: t.stringList({
          description:
            "What the saved fit does not hold as the mail does, a sentence each.",
          resolve: ({ leftOut }) => [...leftOut],
        }),
        upgradeUrl: t.exposeString("upgradeUrl", {
          nullable: true,
          description:
            "Where to send the browser for the missing permission; ask again after that login. Null when none is missing.",
        }),
      }),
    });

  builder.mutationField("saveFitting", (t) =>
    t.field({
      type: PayloadRef,
      description:
        "Saves the fit of a killmail in the game, among those of one of the viewer's characters. Errors: FORBIDDEN (none of the viewer's characters), NOT_FOUND (no killmail the viewer sees), FITTING_NAME, FITTING_HULL, FITTING_EMPTY, FITTING_REFUSED (by EVE: the game keeps 500 fits of a pilot), FITTING_BEING_SAVED, FITTING_UNCERTAIN (EVE gave no answer: look in the game), UNAVAILABLE (nothing was saved; try again).",
      args: {
        killmailId: t.arg.id({ required: true }),
        characterId: t.arg.id({ required: true }),
        name: t.arg.string({
          required: true,
          description: "1 to 50 characters.",
        }),
        requestId: t.arg.id({
          required: true,
          description:
            "Made anew for each wish, 8 to 64 letters, digits, - or _. The same one saves once, however often it arrives within a week.",
        }),
      },
      resolve: async (_, { requestId, name, ...args }, { app, viewer }) => {
        requireAccount(viewer);
        const killmailId = idArg<KillmailId>(args.killmailId, "killmailId");
        const characterId = idArg<CharacterId>(args.characterId, "characterId");
        if (killmailId > largestInt4)
          throw new RejectedError("NOT_FOUND", messages.noSuchKillmail);
        const result = await app.fits.saveFitting(viewer, {
          killmailId,
          characterId,
          name,
          requestId,
        });
        return result.isLoginNeeded
          ? {
              fittingId: null,
              leftOut: [],
              upgradeUrl: `/auth/login?for=fittings&character=${characterId}`,
            }
          : { ...result, upgradeUrl: null };
      },
    }),
  );
}
