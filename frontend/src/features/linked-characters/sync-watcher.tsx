import { useApolloClient, useSubscription } from "@apollo/client/react";
import { useEffect, useEffectEvent } from "react";
import { graphql } from "../../graphql/generated/index.ts";
import { useLiveState } from "../../graphql/live-connection.ts";
import { useViewer, VIEWER } from "../accounts/viewer.ts";
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
  const client = useApolloClient();
  const liveState = useLiveState();
  // The cache takes each event in by the character's id; nothing else is to be done with it.
  const { error, restart } = useSubscription(LINKED_CHARACTER_UPDATED);
  const { data } = useViewer();
  const isAnySyncing =
    data?.me?.characters.some(({ sync }) => isSyncing(sync)) ?? false;

  useEffect(() => {
    if (!error) return;
    const timer = setTimeout(restart, RESTART_MS);
    return () => clearTimeout(timer);
  }, [error, restart]);

  const onReload = useEffectEvent(() => {
    client
      .query({ query: VIEWER, fetchPolicy: "network-only" })
      // What is shown stays, and the next round tries again.
      .catch(() => undefined);
  });

  // These events carry no cursor: what happened while the line was down is read once it is back.
  useEffect(() => {
    if (liveState === "connected") onReload();
  }, [liveState]);

  useEffect(() => {
    if (!isAnySyncing) return;
    const timer = setInterval(onReload, POLL_MS);
    return () => clearInterval(timer);
  }, [isAnySyncing]);

  return null;
}
