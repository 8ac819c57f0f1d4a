import { until } from "../../../../../tests/support/until.ts";
import { type Listening, listenBySocket } from "../listen-by-socket.ts";
import { cursorsIn } from "./ask-everything.ts";
import type { Asker, Search } from "./hidden.ts";
import type { Operation } from "./operations.ts";

export interface Stream {
  readonly name: string;
  readonly field: string;
  /** It tells of one mail alone. */
  readonly isOfOne: boolean;
  readonly asker: Asker;
  readonly listening: Listening<unknown>;
}

/** Every subscription, with filters that what is hidden would match as well as what is shown; with `resumeAt` those that resume behind an earlier event. */
export async function listenEverywhere(
  { site, hidden }: Search,
  operations: readonly Operation[],
  askers: readonly Asker[],
  resumeAt: ReadonlyMap<string, string> | null,
): Promise<Stream[]> {
  const streams: Stream[] = [];
  const all = [...hidden.ids.map((pair) => pair.hidden), hidden.shownId];
  for (const asker of askers)
    for (const operation of operations) {
      if (operation.takesText !== (resumeAt !== null)) continue;
      const text = resumeAt?.get(placeOf(operation, asker));
      // A field of one id is asked with each of them.
      const firsts = operation.takesOneId ? all : all.slice(0, 1);
      for (const first of firsts) {
        const ids = [first, ...all.filter((id) => id !== first)];
        const document = operation.document({
          ids,
          ...(text !== undefined && { text }),
        });
        const listening = await listenBySocket(site.url, document, {
          ...(asker.cookie !== undefined && { cookie: asker.cookie }),
        });
        const name = `${operation.name} as ${asker.name}`;
        streams.push({
          name,
          field: operation.field,
          isOfOne: operation.takesOneId,
          asker,
          listening,
        });
      }
    }
  return streams;
}

/** Waits until all streams that such a mail reaches have brought it. Everything before it has been brought by then, or never is. */
export async function untilHeard(
  streams: readonly Stream[],
  earlierMark: string | null,
  mark: string,
): Promise<void> {
  const heard = (stream: Stream, text: string) => textOf(stream).includes(text);
  const isEverywhere = (): boolean => {
    // One of a single mail may have heard the earlier mark in a list on that mail.
    const reached = streams.filter(
      (stream) =>
        !stream.isOfOne && (earlierMark === null || heard(stream, earlierMark)),
    );
    const arrived = reached.filter((stream) => heard(stream, mark));
    return earlierMark === null
      ? arrived.length > 0
      : arrived.length === reached.length;
  };
  await until("the shown mail is everywhere", isEverywhere, 180_000);
}

export function textOf({ listening }: Stream): string {
  return JSON.stringify(listening.events);
}

/** Where to resume each field's stream: at an event it has brought. */
export function placesIn(streams: readonly Stream[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const stream of streams) {
    const [cursor] = cursorsIn(textOf(stream));
    if (cursor !== undefined) places.set(placeOf(stream, stream.asker), cursor);
  }
  return places;
}

function placeOf({ field }: { field: string }, asker: Asker): string {
  return `${field} as ${asker.name}`;
}
