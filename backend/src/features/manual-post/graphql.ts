import type { Viewer } from "../../kernel/index.ts";
import { rateLimited, type Builder } from "../../platform/graphql/index.ts";
import type { KillmailTypes } from "../killmails/graphql/index.ts";
import type { ManualPost } from "./manual-post.ts";
import { readLink } from "./read-link.ts";

declare module "../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly manualPost: ManualPost;
    /** Counts a post; null while within the limit, else the milliseconds to wait. */
    readonly takePost: (
      viewer: Viewer,
      limitKey: string,
    ) => Promise<number | null>;
  }
}

/** Adds posting a killmail by hand. */
export function addManualPost(
  builder: Builder,
  { Killmail }: KillmailTypes,
): void {
  builder.mutationField("postKillmail", (t) =>
    t.field({
      type: Killmail,
      description:
        "Makes a killmail public, for good, once ESI has given it; anybody may. `link` is a link to ESI, `id/hash`, what EVE copies, or a link to zKillboard. Whether somebody's private mail was here before makes no difference to the answer. KILLMAIL_LINK, KILLMAIL_HASH and KILLMAIL_UNKNOWN say what to change, UNAVAILABLE when to try again, RATE_LIMITED when there were too many.",
      args: { link: t.arg.string({ required: true }) },
      resolve: async (_, args, { app, viewer, limitKey }) => {
        const link = readLink(args.link);
        const waitMs = await app.takePost(viewer, limitKey);
        if (waitMs !== null) throw rateLimited(waitMs);
        return app.manualPost.post(link);
      },
    }),
  );
}
