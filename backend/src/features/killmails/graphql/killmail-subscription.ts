import {
  decodeCursor,
  encodeCursor,
  type Builder,
} from "../../../platform/graphql/index.ts";
import {
  readKillmailFilter,
  type addKillmailFilterInput,
} from "./killmail-filter-input.ts";
import type {
  KillmailStream,
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

  const field = (
    name: string,
    description: string,
    subscribe: (
      stream: KillmailStream,
      request: StreamRequest,
    ) => Promise<AsyncIterable<StreamedKillmail>>,
  ) =>
    builder.subscriptionField(name, (t) =>
      t.field({
        type: KillmailEvent,
        description: `${description} from now on, or, with \`after\` (an event's cursor), from right behind that event: nothing is lost over a dropped connection.`,
        args: {
          filter: t.arg({ type: KillmailFilter }),
          after: t.arg.string(),
        },
        subscribe: (_, { filter, after }, { app, viewer, viewerNow }) =>
          subscribe(app.killmailStream, {
            viewer,
            viewerNow,
            filter: readKillmailFilter(filter),
            after: after == null ? null : decodeSequence(after),
          }),
        resolve: (event, _, { loaders }) => {
          loaders.clear();
          return event;
        },
      }),
    );

  field(
    "killmailAdded",
    "Killmails that become visible to the viewer",
    (stream, request) => stream.subscribe(request),
  );
  field(
    "killmailUpdated",
    "Killmails that the viewer sees and of which something has changed, such as zKillboard's labels: their `revision` has risen. Several changes that come together are one event. Events come",
    (stream, request) => stream.subscribeToChanges(request),
  );
}

function decodeSequence(cursor: string): bigint {
  const [sequence = 0] = decodeCursor("event", cursor, [
    Number.MAX_SAFE_INTEGER,
  ]);
  return BigInt(sequence);
}
