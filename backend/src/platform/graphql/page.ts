import { badUserInput } from "./errors.ts";

export const defaultPageSize = 25;
export const largestPageSize = 100;

/** How many edges a client asks for. */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? defaultPageSize;
  if (size < 1 || size > largestPageSize)
    throw badUserInput(`first must be between 1 and ${largestPageSize}.`);
  return size;
}

interface Edge<Node> {
  cursor: string;
  node: Node;
}

/** A connection that pages forward only: what comes before `after` exists, since its cursor was an edge. */
export function forwardConnection<Node>(
  edges: Edge<Node>[],
  page: { hasNextPage: boolean; after: string | null | undefined },
) {
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
