import { useApolloClient, useSubscription } from "@apollo/client/react";
import { useEffect, useEffectEvent } from "react";
import { useMatch } from "react-router";
import { graphql } from "../../graphql/generated/index.ts";
import { useLiveState } from "../../graphql/live-connection.ts";
import { useViewer, VIEWER } from "../accounts/viewer.ts";
import {
  CHARACTER_SETTINGS_UPDATED,
  SETTINGS,
} from "./settings/settings-query.ts";
import { isSyncing } from "../sync/sync-progress.ts";

const LINKED_CHARACTER_UPDATED = graphql(`
  subscription LinkedCharacterUpdated {
    linkedCharacterUpdated {
      ...LinkedCharacterParts
    }
  }
`);

const POLL_MS = 5_000;
const RESTART_MS = 5_000;

/** Keeps the linked characters in the cache up to date while somebody is logged in, with as much of them as the page shows; shows nothing itself. */
export function SyncWatcher() {
  const client = useApolloClient();
  const liveState = useLiveState();
  const isSettings = useMatch("/settings") !== null;
  // The cache takes each event in by the character's id; nothing else is to be done with it.
  const { error, restart } = useSubscription(
    isSettings ? CHARACTER_SETTINGS_UPDATED : LINKED_CHARACTER_UPDATED,
  );
  const { data } = useViewer();
  const isAnySyncing =
    data?.me?.characters.some(({ sync }) => isSyncing(sync)) ?? false;

  useEffect(() => {
    if (!error) return;
    const timer = setTimeout(restart, RESTART_MS);
    return () => clearTimeout(timer);
  }, [error, restart]);

  const onReload = useEffectEvent(() => {
    const fetchPolicy = "network-only";
    const answer: Promise<unknown> = isSettings
      ? client.query({ query: SETTINGS, fetchPolicy })
      : client.query({ query: VIEWER, fetchPolicy });
    answer
      // What is shown stays, and the next round tries again.
      .catch(() => undefined);
  });

  // These events carry no cursor: what happened while the line was down, or nobody listened for so much, is read once it is back.
  useEffect(() => {
    if (liveState === "connected") onReload();
  }, [liveState, isSettings]);

  useEffect(() => {
    if (!isAnySyncing) return;
    const timer = setInterval(onReload, POLL_MS);
    return () => clearInterval(timer);
  }, [isAnySyncing]);

  return null;
}
