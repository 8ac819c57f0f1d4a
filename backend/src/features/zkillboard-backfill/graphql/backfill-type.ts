import type { Builder } from "../../../platform/graphql/index.ts";
import type { Backfill } from "../zkillboard-backfill.ts";

export function addBackfillType(builder: Builder) {
  const Kind = builder.enumType("ZkillboardEntityKind", {
    description: "Whose killmails zKillboard is asked for.",
    values: {
      CHARACTER: { value: "character" as const },
      CORPORATION: { value: "corporation" as const },
      ALLIANCE: { value: "alliance" as const },
    },
  });

  const State = builder.enumType("ZkillboardBackfillState", {
    values: {
      QUEUED: {
        value: "queued" as const,
        description: "Waits for a worker.",
      },
      RUNNING: {
        value: "running" as const,
        description: "`currentMonth` is read.",
      },
      PAUSED: {
        value: "paused" as const,
        description: "Until it is resumed.",
      },
      CANCELLED: {
        value: "cancelled" as const,
        description:
          "Ended, by whoever asked or because they may not any more.",
      },
      DONE: {
        value: "done" as const,
        description: "All that was asked for was read.",
      },
      FAILED: {
        value: "failed" as const,
        description: "`message` says why; resuming it tries again.",
      },
    },
  });

  const BackfillRef = builder
    .objectRef<Backfill>("ZkillboardBackfill")
    .implement({
      description:
        "Somebody's wish to have all that zKillboard lists of a character, corporation or alliance, and how far it is.",
      fields: (t) => ({
        id: t.id({ resolve: ({ id }) => String(id) }),
        kind: t.field({ type: Kind, resolve: ({ entity }) => entity.kind }),
        entityId: t.id({ resolve: ({ entity }) => String(entity.id) }),
        state: t.expose("state", { type: State }),
        message: t.exposeString("message", {
          description:
            "One sentence: what happens, or why nothing does and what to do.",
        }),
        since: t.exposeString("firstMonth", {
          description: "The earliest month that is read, YYYY-MM.",
        }),
        monthsTotal: t.exposeInt("monthsTotal"),
        monthsDone: t.exposeInt("monthsDone", {
          description:
            "Of `monthsTotal`, those that are read to their end, now or before.",
        }),
        currentMonth: t.exposeString("currentMonth", {
          nullable: true,
          description:
            "The month that is read, YYYY-MM, newest first; null unless it is under way.",
        }),
        found: t.exposeInt("found", {
          description:
            "Mails on the pages read since it was asked for; months that were read before are not listed again.",
        }),
        fresh: t.exposeInt("fresh", {
          description: "Of `found`, those that were not public here before.",
        }),
        askedAt: t.expose("askedAt", { type: "DateTime" }),
        updatedAt: t.expose("updatedAt", { type: "DateTime" }),
      }),
    });
  return { BackfillRef, Kind };
}
