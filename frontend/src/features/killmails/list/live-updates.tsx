import { useSubscription } from "@apollo/client/react";
import type { KillmailFilter } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { useLiveState } from "../../../graphql/live-connection.ts";
import { useRestart } from "../../../graphql/use-restart.ts";
import { addLiveMail } from "./killmail-list-query.ts";
import classes from "./live-updates.module.css";

const KILLMAIL_ADDED = graphql(`
  subscription KillmailAdded($filter: KillmailFilter, $after: String) {
    killmailAdded(filter: $filter, after: $after) {
      cursor
      edgeCursor
      killmail {
        ...KillmailRow
      }
    }
  }
`);

// What it brings goes into the cache by itself, to wherever the mail is shown.
const KILLMAIL_UPDATED = graphql(`
  subscription KillmailUpdated($filter: KillmailFilter, $after: String) {
    killmailUpdated(filter: $filter, after: $after) {
      cursor
      killmail {
        ...KillmailRow
        ...ZkillboardSays
      }
    }
  }
`);

interface LiveUpdatesProps {
  filter: KillmailFilter;
  onArrived: (killmailId: string) => void;
}

/** Owns the list's subscription: puts new mails into the cached list and shows whether the line is up. */
export function LiveUpdates({ filter, onArrived }: LiveUpdatesProps) {
  const liveState = useLiveState();
  const { error, restart } = useSubscription(KILLMAIL_ADDED, {
    // The subscription link sets `after` when it resumes.
    variables: { filter },
    onData: ({ client, data: { data } }) => {
      if (!data) return;
      const { killmail: mail, edgeCursor } = data.killmailAdded;
      addLiveMail(client.cache, filter, edgeCursor, mail);
      onArrived(mail.id);
    },
  });
  useRestart(error, restart);
  const updates = useSubscription(KILLMAIL_UPDATED, {
    variables: { filter },
    ignoreResults: true,
  });
  useRestart(updates.error, updates.restart);

  const state = error ? "reconnecting" : liveState;
  return (
    <span className={classes.live} data-state={state} role="status">
      <span className={classes.dot} aria-hidden />
      {TEXTS[state]}
    </span>
  );
}

const TEXTS = {
  connecting: "Connecting…",
  connected: "Live",
  reconnecting: "Reconnecting…",
};
