import { type CharacterId, RejectedError } from "../../../kernel/index.ts";
import { type Builder, defineLoader } from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import type { EntityTypes } from "../../entities/graphql/index.ts";
import type { PublicationTypes } from "../../killmails/graphql/index.ts";
import type { CorporationSyncView } from "../corporation-sync.ts";

const views = defineLoader<CharacterId, CorporationSyncView>((ids, { app }) =>
  app.corporationSync.views(ids),
);

export function addCorporationSyncType(
  builder: Builder,
  older: {
    accounts: AccountTypes;
    killmails: PublicationTypes;
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
          description: "Where the character is; null until ESI has told.",
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
        }),
        listed: t.exposeInt("listed", {
          description: "Mails ESI has listed for the corporation so far.",
        }),
        stored: t.exposeInt("stored"),
        pending: t.exposeInt("pending", {
          description: "Listed mails whose body is still to be fetched.",
        }),
        rejected: t.exposeInt("rejected"),
        directors: t.exposeInt("directors", {
          description:
            "Directors whose consent is used, this one included: they take turns, and their budgets at ESI add up.",
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

function addState(builder: Builder) {
  return builder.enumType("CorporationSyncState", {
    values: {
      OFF: { value: "off" as const, description: "`message` says why." },
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
          "The last check failed; it is tried again at `nextSyncAt`.",
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
