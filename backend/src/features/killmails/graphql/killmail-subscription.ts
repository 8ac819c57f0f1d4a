import type { KillmailId } from "../../../kernel/index.ts";
import {
  decodeCursor,
  encodeCursor,
  type Builder,
  type GraphqlContext,
  idArg,
} from "../../../platform/graphql/index.ts";
import {
  readKillmailFilter,
  type addKillmailFilterInput,
} from "./killmail-filter-input.ts";
import type {
  StreamRequest,
  StreamedKillmail,
} from "./stream/killmail-stream.ts";
import { encodePageKey } from "./killmail-page.ts";
import type { KillmailTypes } from "./killmail-types.ts";

export function addKillmailSubscription(
  builder: Builder,
  { Killmail }: KillmailTypes,
  KillmailFilter: ReturnType<typeof addKillmailFilterInput>,
): void {
  const KillmailEvent = builder
    .objectRef<StreamedKillmail>("KillmailEvent")
    .implement({
      fields: (t) => ({
        cursor: t.string({
          description: "Give it back as `after` to resume behind this event.",
          resolve: ({ sequence }) => encodeCursor("event", Number(sequence)),
        }),
        killmail: t.expose("killmail", { type: Killmail }),
        edgeCursor: t.string({
          description:
            "The mail's cursor in `killmails`, as its edge there has it: a list that takes in live mails can be paged on behind any of them.",
          resolve: ({ killmail }) => encodePageKey(killmail),
        }),
      }),
    });

  const resumes =
    "from now on, or, with `after` (an event's cursor), from right behind that event: nothing is lost over a dropped connection.";
  const resolve = (
    event: StreamedKillmail,
    _: unknown,
    { loaders }: Pick<GraphqlContext, "loaders">,
  ) => {
    loaders.clear();
    return event;
  };

  builder.subscriptionField("killmailAdded", (t) =>
    t.field({
      type: KillmailEvent,
      description: `Killmails that become visible to the viewer ${resumes}`,
      args: { filter: t.arg({ type: KillmailFilter }), after: t.arg.string() },
      subscribe: (_, args, context) =>
        context.app.killmailStream.subscribe(readRequest(args, context)),
      resolve,
    }),
  );

  builder.subscriptionField("killmailUpdated", (t) =>
    t.field({
      type: KillmailEvent,
      description: `Killmails that the viewer sees and of which something has changed, such as their value or zKillboard's labels: their \`revision\` has risen. Several changes that come together are one event. Events come ${resumes}`,
      args: {
        filter: t.arg({ type: KillmailFilter }),
        killmailId: t.arg.id({
          description:
            "Of this mail alone. One that the viewer does not see, or that does not exist, is never heard of.",
        }),
        after: t.arg.string(),
      },
      subscribe: (_, { killmailId, ...args }, context) =>
        context.app.killmailStream.subscribeToChanges({
          ...readRequest(args, context),
          killmailId:
            killmailId == null
              ? null
              : idArg<KillmailId>(killmailId, "killmailId"),
        }),
      resolve,
    }),
  );
}

function readRequest(
  {
    filter,
    after,
  }: {
    filter?: Parameters<typeof readKillmailFilter>[0];
    after?: string | null | undefined;
  },
  { viewer, viewerNow }: Pick<GraphqlContext, "viewer" | "viewerNow">,
): StreamRequest {
  return {
    viewer,
    viewerNow,
    filter: readKillmailFilter(filter),
    after: after == null ? null : decodeSequence(after),
  };
}

function decodeSequence(cursor: string): bigint {
  const [sequence = 0] = decodeCursor("event", cursor, [
    Number.MAX_SAFE_INTEGER,
  ]);
  return BigInt(sequence);
}
