import {
  decodeCursor,
  encodeCursor,
  type Builder,
} from "../../../platform/graphql/index.ts";
import {
  readKillmailFilter,
  type addKillmailFilterInput,
} from "./killmail-filter-input.ts";
import type { StreamedKillmail } from "./stream/killmail-stream.ts";
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
      }),
    });

  builder.subscriptionField("killmailAdded", (t) =>
    t.field({
      type: KillmailEvent,
      description:
        "Killmails that become visible to the viewer from now on, or, with `after` (an event's cursor), from right behind that event: nothing is lost over a dropped connection.",
      args: {
        filter: t.arg({ type: KillmailFilter }),
        after: t.arg.string(),
      },
      subscribe: (_, { filter, after }, { app, viewer, viewerNow }) =>
        app.killmailStream.subscribe({
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
}

function decodeSequence(cursor: string): bigint {
  const [sequence = 0] = decodeCursor("event", cursor, [
    Number.MAX_SAFE_INTEGER,
  ]);
  return BigInt(sequence);
}
