import {
  RejectedError,
  type CharacterId,
  type GrantId,
} from "../../../kernel/index.ts";
import {
  defineLoader,
  idArg,
  requireAccount,
  type AppFunctions,
  type Builder,
} from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import type { LinkedCharacterView } from "../../accounts/index.ts";
import type { ReferenceGap } from "../../killmails/index.ts";
import {
  byKey,
  listKey,
  type SyncCheckTypes,
} from "../../sync-checks/graphql/index.ts";
import type { SyncCheck } from "../../sync-checks/index.ts";
import type { CharacterSync, SyncView } from "../character-sync.ts";
import { listCompleteness } from "../list-completeness.ts";
import type { LinkedCharacterStream } from "./linked-character-stream.ts";

export {
  createLinkedCharacterStream,
  type LinkedCharacterStream,
} from "./linked-character-stream.ts";

declare module "../../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly characterSync: Pick<
      CharacterSync,
      "requestSync" | "syncView" | "checks" | "gaps"
    >;
    readonly linkedCharacterStream: LinkedCharacterStream;
  }
}

const syncChecks = defineLoader<string, SyncCheck[]>((keys, { app }) =>
  byKey<GrantId, SyncCheck>(keys, app.characterSync.checks),
);
const syncGaps = defineLoader<string, ReferenceGap[]>((keys, { app }) =>
  byKey<GrantId, ReferenceGap>(keys, app.characterSync.gaps),
);

const syncViews = defineLoader<CharacterId, SyncView>((ids, { app }) =>
  app.characterSync.syncView(ids),
);

/** Adds how the sync of each linked character goes, and asking for one. */
export function addCharacterSync(
  builder: Builder,
  { LinkedCharacter }: AccountTypes,
  { SyncCheck: SyncCheckRef, SyncGap }: SyncCheckTypes,
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
          "The last check failed, or no listed mail can be fetched now; `message` says when it is tried again.",
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
          description:
            "When the next check is due, or since when it has been, while one waits for a worker; null while one is under way, and when none will come.",
        }),
        needsLogin: t.exposeBoolean("needsLogin", {
          description:
            "Only a login with this character mends it: send the browser to `/auth/login`.",
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
        expired: t.exposeInt("expired", {
          description:
            "Listed mails that are older than this site keeps killmails: they are not missing.",
        }),
        isListComplete: t.boolean({
          description:
            "Whether all that ESI lists for this character (90 days back) is here.",
          resolve: (view) => listCompleteness(view).isComplete,
        }),
        listMessage: t.string({
          description:
            "One sentence on that: what is still to be fetched. What holds it up is in `message`.",
          resolve: (view) => listCompleteness(view).sentence,
        }),
        notice: t.exposeString("notice", {
          nullable: true,
          description:
            "What happened to the character itself in the last 30 days, such as another corporation; null when nothing did.",
        }),
        tokensLeft: t.int({
          description:
            "What ESI still allows for this character's list in these 15 minutes, of `tokenLimit`: a check costs 1 when nothing is new, 2 for each page otherwise.",
          resolve: ({ tokens }) => tokens.left,
        }),
        tokenLimit: t.int({
          description: "What ESI allows in any 15 minutes.",
          resolve: ({ tokens }) => tokens.limit,
        }),
        gaps: t.field({
          type: [SyncGap],
          description:
            "Listed mails that are not stored, the oldest first; `pending` and `rejected` count them all.",
          args: { first: t.arg.int({ defaultValue: 20 }) },
          resolve: async ({ grantId }, { first }, context) =>
            (await context.loaders.load(
              syncGaps,
              listKey({ subject: grantId, first }),
              context,
            )) ?? [],
        }),
        checks: t.field({
          type: [SyncCheckRef],
          description:
            "The last checks of the list, newest first; 200 are kept.",
          args: { first: t.arg.int({ defaultValue: 20 }) },
          resolve: async ({ grantId }, { first }, context) =>
            (await context.loaders.load(
              syncChecks,
              listKey({ subject: grantId, first }),
              context,
            )) ?? [],
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
