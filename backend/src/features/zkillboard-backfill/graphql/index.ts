import type { BackfillId } from "../../../kernel/index.ts";
import {
  type Builder,
  type GraphqlContext,
  idArg,
  rateLimited,
  requireAccount,
} from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import type { Backfill, ZkillboardBackfill } from "../zkillboard-backfill.ts";
import { addBackfillType } from "./backfill-type.ts";

declare module "../../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly zkillboardBackfill: Pick<
      ZkillboardBackfill,
      "start" | "pause" | "resume" | "cancel" | "ofAccount" | "all"
    >;
    /** Counts a start; null while within the limit, else the milliseconds to wait. */
    readonly takeBackfill: (limitKey: string) => Promise<number | null>;
  }
}

const mostShown = 200;

/** Adds asking zKillboard for the past of one's characters and corporation, and how far that is. */
export function addZkillboardBackfill(
  builder: Builder,
  { Account }: AccountTypes,
): void {
  const { BackfillRef, Kind } = addBackfillType(builder);

  builder.objectField(Account, "zkillboardBackfills", (t) =>
    t.field({
      type: [BackfillRef],
      description:
        "What this account has asked zKillboard for, the last one first. Nobody else sees it but whoever runs the site.",
      resolve: ({ id }, _, { app }) => app.zkillboardBackfill.ofAccount(id),
    }),
  );

  builder.queryField("zkillboardBackfills", (t) =>
    t.field({
      type: [BackfillRef],
      description:
        "What anybody has asked zKillboard for, commands included, the last one first, 200 at most. For admins (FORBIDDEN otherwise).",
      resolve: (_, _args, { app, viewer }) => {
        requireAccount(viewer);
        return app.zkillboardBackfill.all(viewer, { limit: mostShown });
      },
    }),
  );

  builder.mutationField("startZkillboardBackfill", (t) =>
    t.field({
      type: BackfillRef,
      description:
        "Reads all that zKillboard lists of a character or corporation, month by month; again, if that was done before: then only what came since is asked for. Its mails are public. One that is paused goes on. Only for the viewer's own characters, and for a corporation whose list a character of the viewer's lets this site read (FORBIDDEN otherwise); admins may ask for anything. MONTH when `since` is none, RATE_LIMITED after too many.",
      args: {
        kind: t.arg({ type: Kind, required: true }),
        entityId: t.arg.id({ required: true }),
        since: t.arg.string({
          description:
            "The earliest month to read, YYYY-MM; without, everything since December 2007.",
        }),
      },
      resolve: async (_, { kind, entityId, since }, context) => {
        const entity = { kind, id: idArg(entityId, "entityId") };
        await take(context);
        return context.app.zkillboardBackfill.start(context.viewer, entity, {
          since: since ?? undefined,
        });
      },
    }),
  );

  const change =
    (what: "pause" | "resume" | "cancel") =>
    async (
      _: unknown,
      args: { id: string },
      context: GraphqlContext,
    ): Promise<Backfill> => {
      const backfillId = idArg<BackfillId>(args.id, "id");
      requireAccount(context.viewer);
      if (what === "resume") await take(context);
      return context.app.zkillboardBackfill[what](context.viewer, backfillId);
    };
  const whose = "NOT_FOUND unless the viewer asked for it, or is an admin.";
  builder.mutationFields((t) => ({
    pauseZkillboardBackfill: t.field({
      type: BackfillRef,
      description: `Asks for nothing more until it is resumed; one that has ended stays as it is. ${whose}`,
      args: { id: t.arg.id({ required: true }) },
      resolve: change("pause"),
    }),
    resumeZkillboardBackfill: t.field({
      type: BackfillRef,
      description: `Goes on where it was paused, or failed. ${whose} FORBIDDEN when the viewer may not ask for it any more.`,
      args: { id: t.arg.id({ required: true }) },
      resolve: change("resume"),
    }),
    cancelZkillboardBackfill: t.field({
      type: BackfillRef,
      description: `Ends it; what was found stays. ${whose}`,
      args: { id: t.arg.id({ required: true }) },
      resolve: change("cancel"),
    }),
  }));
}

/** Each costs requests to somebody else's service. */
async function take({ app, viewer, limitKey }: GraphqlContext): Promise<void> {
  requireAccount(viewer);
  const waitMs = await app.takeBackfill(limitKey);
  if (waitMs !== null) throw rateLimited(waitMs);
}
