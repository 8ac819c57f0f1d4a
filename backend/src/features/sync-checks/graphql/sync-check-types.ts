import type { Builder } from "../../../platform/graphql/index.ts";
import type { ReferenceGap } from "../../killmails/index.ts";
import type { SyncCheck, SyncResult } from "../sync-check.ts";

export type SyncCheckTypes = ReturnType<typeof addSyncChecks>;

/** Adds what a check of a list was and what is missing of it; whoever has lists to sync adds fields of these types. */
export function addSyncChecks(builder: Builder) {
  const SyncCheckResult = builder.enumType("SyncCheckResult", {
    values: {
      NOTHING_NEW: {
        value: "nothing-new" satisfies SyncResult,
        description: "The list held no killmail that was not known already.",
      },
      NEW: {
        value: "new" satisfies SyncResult,
        description: "`fresh` killmails were new.",
      },
      LATE: {
        value: "late" satisfies SyncResult,
        description: "Could not be read now; it is tried again by itself.",
      },
      REFUSED: {
        value: "refused" satisfies SyncResult,
        description: "EVE refused; only the owner can help.",
      },
    },
  });
  const SyncCheckRef = builder.objectRef<SyncCheck>("SyncCheck").implement({
    fields: (t) => ({
      checkedAt: t.expose("checkedAt", {
        type: "DateTime",
        description: "When it ended; of several tries the last one.",
      }),
      result: t.expose("result", { type: SyncCheckResult }),
      message: t.exposeString("message"),
      found: t.exposeInt("found", {
        description:
          "Killmails EVE listed; 0 when it said that nothing had changed.",
      }),
      fresh: t.exposeInt("fresh", {
        description: "Of those, the ones this site had never seen.",
      }),
      tokens: t.exposeInt("tokens", {
        description:
          "What it cost of what ESI allows the character, or the corporation's directors.",
      }),
      tries: t.exposeInt("tries", {
        description: "Tries that came late one after the other are one check.",
      }),
    }),
  });
  const SyncGapState = builder.enumType("SyncGapState", {
    values: {
      PENDING: {
        value: "pending",
        description: "Listed, the body is still to be fetched.",
      },
      REJECTED: {
        value: "rejected",
        description: "It can not be stored; `reason` says why.",
      },
    },
  });
  const SyncGap = builder.objectRef<ReferenceGap>("SyncGap").implement({
    fields: (t) => ({
      killmailId: t.id({ resolve: ({ killmailId }) => String(killmailId) }),
      state: t.expose("state", { type: SyncGapState }),
      reason: t.exposeString("reason", { nullable: true }),
      since: t.expose("since", {
        type: "DateTime",
        description: "When the list first showed it.",
      }),
    }),
  });
  return { SyncCheck: SyncCheckRef, SyncGap };
}
