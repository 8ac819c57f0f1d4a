import type { FieldPolicy, Reference } from "@apollo/client";
import { mergePages, type Edge, type Pages } from "./merge-pages.ts";

interface StoredEdge {
  __typename?: string;
  cursor: string;
  node: Reference;
}

interface StoredConnection {
  __typename?: string;
  edges: StoredEdge[];
  pageInfo: { endCursor?: string | null; hasNextPage: boolean };
}

interface MailEdge extends Edge {
  stored: StoredEdge;
}

/** How pages of `Query.killmails` join in the cache: one list per filter, see `mergePages`. */
export const killmailsFieldPolicy: FieldPolicy<StoredConnection> = {
  keyArgs: ["filter"],
  merge(existing, incoming, { args, readField }) {
    if (!existing) return incoming;
    const toPages = (connection: StoredConnection): Pages<MailEdge> => ({
      edges: connection.edges.map((stored) => ({
        cursor: stored.cursor,
        mail: {
          id: readField<string>("id", stored.node) ?? "",
          time: readField<string>("time", stored.node) ?? "",
        },
        stored,
      })),
      endCursor: connection.pageInfo.endCursor ?? null,
      hasNextPage: connection.pageInfo.hasNextPage,
    });
    const after = typeof args?.["after"] === "string" ? args["after"] : null;
    const merged = mergePages(toPages(existing), toPages(incoming), after);
    return {
      ...incoming,
      edges: merged.edges.map((edge) => edge.stored),
      pageInfo: {
        ...incoming.pageInfo,
        endCursor: merged.endCursor,
        hasNextPage: merged.hasNextPage,
      },
    };
  },
};
