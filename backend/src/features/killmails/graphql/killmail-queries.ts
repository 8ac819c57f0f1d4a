import { largestInt4, type KillmailId } from "../../../kernel/index.ts";
import { idArg, type Builder } from "../../../platform/graphql/index.ts";
import {
  addKillmailFilterInput,
  readKillmailFilter,
} from "./killmail-filter-input.ts";
import { killmailPage } from "./killmail-page.ts";
import { addKillmailSubscription } from "./killmail-subscription.ts";
import type { KillmailTypes } from "./killmail-types.ts";

export function addKillmailQueries(builder: Builder, types: KillmailTypes) {
  const KillmailFilter = addKillmailFilterInput(builder);

  builder.queryFields((t) => ({
    killmail: t.field({
      type: types.Killmail,
      nullable: true,
      description:
        "Null when unknown, and just the same when the viewer may not see it.",
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, args, { app, viewer }) => {
        const killmailId = idArg<KillmailId>(args.id, "id");
        return killmailId > largestInt4
          ? null
          : app.killmails.byId(viewer, killmailId);
      },
    }),
    killmails: t.field({
      type: types.KillmailConnection,
      description:
        "Killmails that the viewer may see, newest first. Pages by keyset: `after` is the last edge's cursor; `first` is 1 to 100, 25 by default.",
      args: {
        filter: t.arg({ type: KillmailFilter }),
        first: t.arg.int(),
        after: t.arg.string(),
      },
      resolve: (_, args, context) =>
        killmailPage(context, readKillmailFilter(args.filter), args),
    }),
  }));

  addKillmailSubscription(builder, types, KillmailFilter);
}
