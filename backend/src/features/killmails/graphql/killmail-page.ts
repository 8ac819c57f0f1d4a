import { id, largestInt4, type KillmailId } from "../../../kernel/index.ts";
import {
  decodeCursor,
  encodeCursor,
  forwardConnection,
  latestMs,
  pageSize,
  type GraphqlContext,
} from "../../../platform/graphql/index.ts";
import type { KillmailFilter } from "../filter/killmail-filter.ts";
import type { PageKey } from "../killmails.ts";

export interface PageArgs {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** One page of the mails the viewer sees, newest first, as a connection. */
export async function killmailPage(
  context: GraphqlContext,
  filter: KillmailFilter,
  args: PageArgs,
) {
  const { rows, hasMore } = await context.app.killmails.page(context.viewer, {
    filter,
    limit: pageSize(args.first),
    after: args.after == null ? undefined : decodePageKey(args.after),
  });
  const edges = rows.map((node) => ({ cursor: encodePageKey(node), node }));
  return forwardConnection(edges, { hasNextPage: hasMore, after: args.after });
}

/** The mail's place in every list, as a cursor. */
export function encodePageKey({ time, id }: PageKey): string {
  return encodeCursor("killmail", time.getTime() / 1000, id);
}

function decodePageKey(cursor: string): PageKey {
  const [seconds = 0, killmailId = 0] = decodeCursor("killmail", cursor, [
    Math.floor(latestMs / 1000),
    largestInt4,
  ]);
  return { time: new Date(seconds * 1000), id: id<KillmailId>(killmailId) };
}
