import type { Builder } from "../../platform/graphql/index.ts";
import { badUserInput, largestPageSize } from "../../platform/graphql/index.ts";
import type {
  FeedHealth,
  FeedOddity,
  FeedStatus,
  LiveFeed,
  OddityKind,
} from "./live-feed.ts";

declare module "../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly liveFeed: Pick<LiveFeed, "status" | "oddities">;
  }
}

/** Adds how the live feed goes. */
export function addLiveFeed(builder: Builder): void {
  const State = builder.enumType("LiveFeedState", {
    values: {
      LIVE: {
        value: "live" satisfies FeedHealth,
        description: "Killmails come in as they are published.",
      },
      CATCHING_UP: {
        value: "catching-up" satisfies FeedHealth,
        description: "`behindBy` entries are still to be read.",
      },
      BACKING_OFF: {
        value: "backing-off" satisfies FeedHealth,
        description:
          "The feed gives no answer, or the database takes nothing; `message` says why, and what to do.",
      },
      STOPPED: {
        value: "stopped" satisfies FeedHealth,
        description: "No process follows the feed.",
      },
      OFF: {
        value: "off" satisfies FeedHealth,
        description: "This site does not follow the feed.",
      },
    },
  });
  const OddityKindRef = builder.enumType("LiveFeedOddityKind", {
    values: {
      GAP: {
        value: "gap" satisfies OddityKind,
        description: "It was not there; it is looked for again.",
      },
      LATE: {
        value: "late" satisfies OddityKind,
        description: "It was not there at its turn, and came later.",
      },
      EXPIRED: {
        value: "expired" satisfies OddityKind,
        description: "Gone before it was read; the archive has its killmails.",
      },
      UNREADABLE: {
        value: "unreadable" satisfies OddityKind,
        description: "It is broken; it is read again later.",
      },
      REFUSED: {
        value: "refused" satisfies OddityKind,
        description: "It names a killmail that can not be kept.",
      },
      DOUBTFUL: {
        value: "doubtful" satisfies OddityKind,
        description: "Its body is not to be trusted: ESI was asked for it.",
      },
      FAILED: {
        value: "failed" satisfies OddityKind,
        description:
          "It could not be stored; `reason` says how it is brought in later.",
      },
      RESTART: {
        value: "restart" satisfies OddityKind,
        description: "The feed went back, and was read again from there.",
      },
    },
  });
  const Oddity = builder.objectRef<FeedOddity>("LiveFeedOddity").implement({
    description: "What became of an entry that was not plainly taken in.",
    fields: (t) => ({
      sequence: t.id({
        description: "Number of the entry; of several the first one.",
        resolve: ({ sequence }) => String(sequence),
      }),
      kind: t.expose("kind", { type: OddityKindRef }),
      killmailId: t.id({
        nullable: true,
        resolve: ({ killmailId }) =>
          killmailId === null ? null : String(killmailId),
      }),
      reason: t.exposeString("reason"),
      noticedAt: t.expose("noticedAt", { type: "DateTime" }),
    }),
  });
  const LiveFeedRef = builder.objectRef<FeedStatus>("LiveFeed").implement({
    description:
      "zKillboard's feed of public killmails, as this site follows it.",
    fields: (t) => ({
      state: t.expose("state", { type: State }),
      message: t.exposeString("message"),
      lastSequence: t.id({
        nullable: true,
        description: "The last entry that is in; null before the first.",
        resolve: ({ lastSequence }) =>
          lastSequence === null ? null : String(lastSequence),
      }),
      behindBy: t.exposeInt("behindBy", {
        description:
          "Entries known to be published that are not in yet; the feed says how far it is some fifty entries late.",
      }),
      lastKillmailAt: t.expose("lastKillmailAt", {
        type: "DateTime",
        nullable: true,
        description: "When the last killmail that is in was published there.",
      }),
      oddities: t.field({
        type: [Oddity],
        description: "The newest first, 100 at most.",
        args: { first: t.arg.int({ required: true, defaultValue: 20 }) },
        resolve: (_, { first }, { app }) => {
          if (first < 1 || first > largestPageSize)
            throw badUserInput(
              `first must be between 1 and ${largestPageSize}.`,
            );
          return app.liveFeed.oddities(first);
        },
      }),
    }),
  });

  builder.queryField("liveFeed", (t) =>
    t.field({
      type: LiveFeedRef,
      resolve: (_, _args, { app }) => app.liveFeed.status(),
    }),
  );
}
