import { useQuery, useSubscription } from "@apollo/client/react";
import { useEffect } from "react";
import { graphql } from "../../graphql/generated/index.ts";
import { useLiveState } from "../../graphql/live-connection.ts";
import { VIEWER } from "../accounts/viewer.ts";
import { isSyncing } from "./sync-progress.ts";

const LINKED_CHARACTER_UPDATED = graphql(`
  subscription LinkedCharacterUpdated {
    linkedCharacterUpdated {
      ...LinkedCharacterParts
    }
  }
`);

const POLL_MS = 5_000;
const RESTART_MS = 5_000;

/** Keeps the linked characters in the cache up to date while somebody is logged in; shows nothing itself. */
export function SyncWatcher() {
  const liveState = useLiveState();
  // The cache takes each event in by the character's id; nothing else is to be done with it.
  const { error, restart } = useSubscription(LINKED_CHARACTER_UPDATED);
  const { data, refetch, startPolling, stopPolling } = useQuery(VIEWER, {
    fetchPolicy: "cache-only",
  });
  const isAnySyncing =
    data?.me?.characters.some(({ sync }) => isSyncing(sync)) ?? false;

  useEffect(() => {
    if (!error) return;
    const timer = setTimeout(restart, RESTART_MS);
    return () => clearTimeout(timer);
  }, [error, restart]);

  // These events carry no cursor: what happened while the line was down is read once it is back.
  useEffect(() => {
    if (liveState === "connected") refetch().catch(() => undefined);
  }, [liveState, refetch]);

  useEffect(() => {
    if (!isAnySyncing) return;
    startPolling(POLL_MS);
    return stopPolling;
  }, [isAnySyncing, startPolling, stopPolling]);

  return null;
}
