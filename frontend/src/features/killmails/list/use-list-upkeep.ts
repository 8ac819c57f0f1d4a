import { useApolloClient } from "@apollo/client/react";
import { useEffect, useEffectEvent } from "react";
import type { KillmailFilter } from "../../../graphql/generated/graphql.ts";
import { useLiveState } from "../../../graphql/live-connection.ts";
import { useRetries } from "../../../shared/use-retries.ts";
import { isIncomplete } from "./is-incomplete.ts";
import {
  KILLMAIL_LIST,
  PAGE_SIZE,
  toEdges,
  type ListEdge,
} from "./killmail-list-query.ts";
import { refreshWindow } from "./refresh-window.ts";

const CATCH_UP_MS = 1_500;
const OFFLINE_POLL_MS = 15_000;

/** Keeps a loaded list true beside its live events: names learnt later, and mails that no event brought. */
export function useListUpkeep(
  filter: KillmailFilter,
  edges: readonly ListEdge[],
): void {
  const client = useApolloClient();
  const liveState = useLiveState();

  const reload = (after: string | null, first: number): void => {
    client
      .query({
        query: KILLMAIL_LIST,
        variables: { filter, after, first },
        fetchPolicy: "network-only",
      })
      // What is on the page stays right without it, and the next round tries again.
      .catch(() => undefined);
  };

  const incompleteIds = new Set(
    edges.filter(({ node }) => isIncomplete(node)).map(({ node }) => node.id),
  );
  const unnamed = refreshWindow(toEdges(edges), (id) => incompleteIds.has(id));
  useRetries(unnamed?.subject ?? null, () => {
    if (unnamed) reload(unnamed.after, unnamed.first);
  });

  const filterKey = JSON.stringify(filter);
  const onReloadTop = useEffectEvent(() => reload(null, PAGE_SIZE));
  useEffect(() => {
    if (liveState !== "connected") {
      const timer = setInterval(onReloadTop, OFFLINE_POLL_MS);
      return () => clearInterval(timer);
    }
    // A subscription tells of what happens after it has begun, the list was read before:
    // a mail that came between the two would be missed.
    const timer = setTimeout(onReloadTop, CATCH_UP_MS);
    return () => clearTimeout(timer);
  }, [liveState, filterKey]);
}
