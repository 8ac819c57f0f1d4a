import {
  type CharacterId,
  type CorporationId,
  RejectedError,
} from "../../../kernel/index.ts";
import { type Builder, defineLoader } from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import type { EntityTypes } from "../../entities/graphql/index.ts";
import type { PublicationTypes } from "../../killmails/graphql/index.ts";
import type { ReferenceGap } from "../../killmails/index.ts";
import {
  byKey,
  listKey,
  type SyncCheckTypes,
} from "../../sync-checks/graphql/index.ts";
import type { SyncCheck } from "../../sync-checks/index.ts";
import type { CorporationSyncView } from "../corporation-sync.ts";

const listChecks = defineLoader<string, SyncCheck[]>((keys, { app }) =>
  byKey<CorporationId, SyncCheck>(keys, app.corporationSync.checks),
);
const listGaps = defineLoader<string, ReferenceGap[]>((keys, { app }) =>
  byKey<CorporationId, ReferenceGap>(keys, app.corporationSync.gaps),
);
const views = defineLoader<CharacterId, CorporationSyncView>((ids, { app }) =>
  app.corporationSync.views(ids),
);

export function addCorporationSyncType(
  builder: Builder,
  older: {
    accounts: AccountTypes;
    killmails: PublicationTypes;
    syncChecks: SyncCheckTypes;
    entities: EntityTypes;
  },
) {
  const State = addState(builder);
  const Audience = builder.enumType("CorporationAudience", {
    description: "Who of a corporation sees the mails of its list.",
    values: {
      DIRECTORS: {
        value: "directors" as const,
        description: "Directors who let this site read the list.",
      },
      MEMBERS: {
        value: "members" as const,
        description:
          "Everybody with a linked character that is in the corporation now.",
      },
    },
  });
  const director = "; null unless the switch is on";

  const CorporationSync = builder
    .objectRef<CorporationSyncView>("CorporationSync")
    .implement({
      description:
        "The switch of one linked character. Everything about the list is 0 or null unless it is on: the list is its directors' business.",
      fields: (t) => ({
        corporation: t.field({
          type: older.entities.Corporation,
          nullable: true,
          description:
            "Where the character is; null until ESI has told, and once it is deleted.",
          resolve: ({ corporationId }) =>
            corporationId === null ? null : { id: corporationId },
        }),
        isEnabled: t.exposeBoolean("isEnabled", {
          description: "The switch is on and this character's consent is used.",
        }),
        state: t.expose("state", { type: State }),
        message: t.exposeString("message", {
          description: "One sentence: why it is so, and what to do.",
        }),
        lastSyncAt: t.expose("lastSyncAt", {
          type: "DateTime",
          nullable: true,
          description: "When the last check of ESI's list ended well.",
        }),
        nextSyncAt: t.expose("nextSyncAt", {
          type: "DateTime",
          nullable: true,
          description:
            "When the next check is due, or since when it has been, while one waits for a worker; null while one is under way, and when none will come.",
        }),
        listed: t.exposeInt("listed", {
          description: "Mails ESI has listed for the corporation so far.",
        }),
        stored: t.exposeInt("stored"),
        pending: t.exposeInt("pending", {
          description: "Listed mails whose body is still to be fetched.",
        }),
        rejected: t.exposeInt("rejected"),
        expired: t.exposeInt("expired", {
          description:
            "Listed mails that are older than this site keeps killmails: they are not missing.",
        }),
        directors: t.exposeInt("directors", {
          description:
            "Directors whose consent is used, this one included: they take turns, and their budgets at ESI add up.",
        }),
        tokensLeft: t.int({
          description:
            "What ESI still allows all these directors for the list in these 15 minutes, of `tokenLimit`.",
          resolve: ({ tokens }) => tokens.left,
        }),
        tokenLimit: t.int({
          description:
            "What ESI allows them in any 15 minutes: 30 for each director.",
          resolve: ({ tokens }) => tokens.limit,
        }),
        gaps: t.field({
          type: [older.syncChecks.SyncGap],
          description:
            "Listed mails that are not stored, the oldest first; `pending` and `rejected` count them all.",
          args: { first: t.arg.int({ defaultValue: 20 }) },
          resolve: (view, { first }, context) =>
            ofList(view, (subject) =>
              context.loaders.load(
                listGaps,
                listKey({ subject, first }),
                context,
              ),
            ),
        }),
        checks: t.field({
          type: [older.syncChecks.SyncCheck],
          description:
            "The last checks of the list, newest first; 200 are kept.",
          args: { first: t.arg.int({ defaultValue: 20 }) },
          resolve: (view, { first }, context) =>
            ofList(view, (subject) =>
              context.loaders.load(
                listChecks,
                listKey({ subject, first }),
                context,
              ),
            ),
        }),
        audience: t.field({
          type: Audience,
          nullable: true,
          description: `Who sees the mails${director}.`,
          resolve: ({ settings }) => settings?.audience ?? null,
        }),
        publicationDelay: t.field({
          type: older.killmails.PublicationDelay,
          nullable: true,
          description: `When the mails become public${director}.`,
          resolve: ({ settings }) => settings?.publicationDelay ?? null,
        }),
      }),
    });

  builder.objectField(older.accounts.LinkedCharacter, "corporationSync", (t) =>
    t.field({
      type: CorporationSync,
      resolve: async ({ characterId }, _, context) =>
        (await context.loaders.load(views, characterId, context)) ??
        unlinkedMeanwhile(),
    }),
  );
  return { Audience };
}

/** Only for who is let look at the list: of a mere member the view is not enabled. */
async function ofList<Entry>(
  { isEnabled, corporationId }: CorporationSyncView,
  load: (corporationId: CorporationId) => Promise<Entry[] | null>,
): Promise<Entry[]> {
  if (!isEnabled || corporationId === null) return [];
  return (await load(corporationId)) ?? [];
}

function addState(builder: Builder) {
  return builder.enumType("CorporationSyncState", {
    values: {
      OFF: { value: "off" as const, description: "Not wanted." },
      REFUSED: {
        value: "refused" as const,
        description:
          "EVE says that the character may not read the list, or not any more: `message` says why. Switching on again has it checked anew.",
      },
      LOGIN_NEEDED: {
        value: "login" as const,
        description:
          "Wanted, but the permissions are missing: log in for them.",
      },
      CHECKING: {
        value: "checking" as const,
        description: "ESI is asked whether the character is a director.",
      },
      QUEUED: { value: "queued" as const },
      RUNNING: {
        value: "running" as const,
        description:
          "The list is being read, or listed mails are being fetched.",
      },
      IDLE: { value: "idle" as const, description: "Up to date." },
      LATE: {
        value: "late" as const,
        description:
          "The last check failed, no listed mail can be fetched now, or nobody does what has been due for five minutes; `message` says why and when it is tried again.",
      },
      STOPPED: { value: "stopped" as const, description: "No more checks." },
    },
  });
}

function unlinkedMeanwhile(): never {
  throw new RejectedError(
    "NOT_LINKED",
    "This character was unlinked a moment ago.",
  );
}
