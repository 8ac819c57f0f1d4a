import { compareNewestFirst, type Dated } from "./newest-first.ts";

/** One loaded mail, with its place in the list. */
export interface Edge {
  cursor: string;
  mail: Dated;
}

/** A list as far as it is loaded, or one page of it. */
export interface Pages<E extends Edge> {
  edges: E[];
  endCursor: string | null;
  hasNextPage: boolean;
}

/**
 * Joins a page that was asked for behind `after` (null: from the top) to what is loaded: each mail once, newest first.
 * A fresh top that no longer touches the loaded part replaces it, since the mails between them are unknown.
 */
export function mergePages<E extends Edge>(
  loaded: Pages<E>,
  page: Pages<E>,
  after: string | null,
): Pages<E> {
  const loadedIds = new Set(loaded.edges.map((edge) => edge.mail.id));
  const isConnected =
    after !== null ||
    !page.hasNextPage ||
    page.edges.some((edge) => loadedIds.has(edge.mail.id));
  if (!isConnected) return page;

  const byId = new Map<string, E>();
  for (const edge of [...loaded.edges, ...page.edges])
    byId.set(edge.mail.id, edge);
  const edges = [...byId.values()].sort((a, b) =>
    compareNewestFirst(a.mail, b.mail),
  );
  const tail = reachesFurther(loaded, page, after) ? page : loaded;
  return { edges, endCursor: tail.endCursor, hasNextPage: tail.hasNextPage };
}

/** True when `page` ends at or behind the end of what is loaded, and so knows better what follows. */
function reachesFurther<E extends Edge>(
  loaded: Pages<E>,
  page: Pages<E>,
  after: string | null,
): boolean {
  const loadedLast = loaded.edges.at(-1);
  const pageLast = page.edges.at(-1);
  if (!loadedLast) return true;
  if (!pageLast) return after !== null && after === loaded.endCursor;
  return compareNewestFirst(pageLast.mail, loadedLast.mail) >= 0;
}

/** A page that stays open for days would grow without end. */
const MOST_LIVE = 1_000;

/**
 * Puts a live mail in its place by time. A mail older than the loaded part, with more to load, is left out: it comes with its page.
 * What is pushed out at the end of a long list can be loaded again.
 */
export function insertLive<E extends Edge>(
  loaded: Pages<E>,
  edge: E,
  most: number = MOST_LIVE,
): Pages<E> {
  const last = loaded.edges.at(-1);
  const isKnown = loaded.edges.some((other) => other.mail.id === edge.mail.id);
  const isBehind =
    loaded.hasNextPage &&
    last !== undefined &&
    compareNewestFirst(edge.mail, last.mail) > 0;
  if (isKnown || isBehind) return loaded;
  const edges = [...loaded.edges, edge].sort((a, b) =>
    compareNewestFirst(a.mail, b.mail),
  );
  const kept = edges.slice(0, most);
  return kept.length === edges.length
    ? { ...loaded, edges }
    : {
        edges: kept,
        endCursor: kept.at(-1)?.cursor ?? null,
        hasNextPage: true,
      };
}
