import { RejectedError, type CharacterId } from "../../../kernel/index.ts";
import {
  defineLoader,
  idArg,
  requireAccount,
  type AppFunctions,
  type Builder,
} from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import type { LinkedCharacterView } from "../../accounts/index.ts";
import type { CharacterSync, SyncView } from "../character-sync.ts";
import type { LinkedCharacterStream } from "./linked-character-stream.ts";

export {
  createLinkedCharacterStream,
  type LinkedCharacterStream,
} from "./linked-character-stream.ts";

declare module "../../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly characterSync: Pick<CharacterSync, "requestSync" | "syncView">;
    readonly linkedCharacterStream: LinkedCharacterStream;
  }
}

const syncViews = defineLoader<CharacterId, SyncView>((ids, { app }) =>
  app.characterSync.syncView(ids),
);

/** Adds how the sync of each linked character goes, and asking for one. */
export function addCharacterSync(
  builder: Builder,
  { LinkedCharacter }: AccountTypes,
): void {
  const SyncState = builder.enumType("SyncState", {
    values: {
      QUEUED: { value: "queued", description: "Waits for a worker." },
      RUNNING: {
        value: "running",
        description:
          "The list is being read, or listed mails are being fetched.",
      },
      IDLE: {
        value: "idle",
        description: "Up to date; the next check is in `nextSyncAt`.",
      },
      LATE: {
        value: "late",
        description:
          "The last check failed; it is tried again at `nextSyncAt`.",
      },
      STOPPED: {
        value: "stopped",
        description: "No more checks; `message` says why.",
      },
    },
  });

  const CharacterSyncRef = builder
    .objectRef<SyncView>("CharacterSync")
    .implement({
      fields: (t) => ({
        state: t.expose("state", { type: SyncState }),
        message: t.exposeString("message", {
          description:
            "One sentence for the pilot: what happened last, or why it is late and what to do.",
        }),
        lastSyncAt: t.expose("lastSyncAt", {
          type: "DateTime",
          nullable: true,
          description:
            "When the last check of ESI's list ended well; null before the first.",
        }),
        nextSyncAt: t.expose("nextSyncAt", {
          type: "DateTime",
          nullable: true,
          description: "When the next check is due; null when none will come.",
        }),
        listed: t.exposeInt("listed", {
          description: "Mails ESI has listed for this character so far.",
        }),
        stored: t.exposeInt("stored", {
          description: "Listed mails that are stored.",
        }),
        pending: t.exposeInt("pending", {
          description: "Listed mails whose body is still to be fetched.",
        }),
        rejected: t.exposeInt("rejected", {
          description:
            "Listed mails that can not be stored, with the reason kept.",
        }),
      }),
    });

  builder.objectField(LinkedCharacter, "sync", (t) =>
    t.field({
      type: CharacterSyncRef,
      resolve: async ({ characterId }, _, context) => {
        const { loaders } = context;
        return (
          (await loaders.load(syncViews, characterId, context)) ??
          unlinkedMeanwhile()
        );
      },
    }),
  );

  builder.mutationField("requestSync", (t) =>
    t.field({
      type: LinkedCharacter,
      description:
        "Queues a check of the character's killmail list ahead of everything else. Only for the viewer's own characters (FORBIDDEN otherwise).",
      args: { characterId: t.arg.id({ required: true }) },
      resolve: async (_, args, { app, viewer }) => {
        const characterId = idArg<CharacterId>(args.characterId, "characterId");
        requireAccount(viewer);
        await app.characterSync.requestSync(viewer, characterId);
        return linkedCharacter(app, characterId);
      },
    }),
  );

  builder.subscriptionField("linkedCharacterUpdated", (t) =>
    t.field({
      type: LinkedCharacter,
      description:
        "One of the viewer's characters, whenever its authorisation or its sync changes.",
      subscribe: (_, _args, { app, viewer, viewerNow }) =>
        app.linkedCharacterStream.subscribe({
          accountId: requireAccount(viewer),
          viewerNow,
        }),
      resolve: (linked, _args, { loaders }) => {
        loaders.clear();
        return linked;
      },
    }),
  );
}

async function linkedCharacter(
  { accounts }: AppFunctions,
  characterId: CharacterId,
): Promise<LinkedCharacterView> {
  return (await accounts.linkedCharacter(characterId)) ?? unlinkedMeanwhile();
}

function unlinkedMeanwhile(): never {
  throw new RejectedError(
    "NOT_LINKED",
    "This character was unlinked a moment ago.",
  );
}
