import type { ApolloCache } from "@apollo/client";
import type {
  KillmailFilter,
  KillmailListQuery,
  KillmailRowFragment,
} from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { insertLive, type Edge, type Pages } from "./merge-pages.ts";

export const PAGE_SIZE = 50;

export const KILLMAIL_LIST = graphql(`
  query KillmailList($filter: KillmailFilter, $first: Int!, $after: String) {
    killmails(filter: $filter, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...KillmailRow
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export type ListEdge = KillmailListQuery["killmails"]["edges"][number];

/** The list's edges as the pure functions of this folder take them. */
export function toEdges(
  edges: readonly ListEdge[],
): (Edge & { row: ListEdge })[] {
  return edges.map((row) => ({ cursor: row.cursor, mail: row.node, row }));
}

/** Puts a mail that arrived live, with its cursor in lists, into the loaded list of `filter`; nothing happens while that list is still loading. */
export function addLiveMail(
  cache: ApolloCache,
  filter: KillmailFilter,
  cursor: string,
  mail: KillmailRowFragment,
): void {
  const variables = { filter, first: PAGE_SIZE };
  cache.updateQuery({ query: KILLMAIL_LIST, variables }, (data) => {
    if (!data) return;
    const { pageInfo } = data.killmails;
    const loaded: Pages<Edge & { row: ListEdge }> = {
      edges: toEdges(data.killmails.edges),
      endCursor: pageInfo.endCursor,
      hasNextPage: pageInfo.hasNextPage,
    };
    const row: ListEdge = {
      __typename: "KillmailConnectionEdge",
      cursor,
      node: mail,
    };
    const { edges, endCursor, hasNextPage } = insertLive(loaded, {
      cursor,
      mail,
      row,
    });
    return {
      ...data,
      killmails: {
        ...data.killmails,
        edges: edges.map((edge) => edge.row),
        pageInfo: { ...pageInfo, endCursor, hasNextPage },
      },
    };
  });
}
