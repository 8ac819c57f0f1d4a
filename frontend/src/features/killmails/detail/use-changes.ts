import { useSubscription } from "@apollo/client/react";
import { graphql } from "../../../graphql/generated/index.ts";
import { useRestart } from "../../../graphql/use-restart.ts";

// What it brings goes into the cache by itself. Attackers stay as they are: more of them may have been loaded.
const KILLMAIL_CHANGED = graphql(`
  subscription KillmailChanged($killmailId: ID!, $after: String) {
    killmailUpdated(killmailId: $killmailId, after: $after) {
      cursor
      killmail {
        ...KillmailHeader
        ...KillmailFit
        ...KillmailWorth
        ...KillmailItems
        ...ZkillboardSays
      }
    }
  }
`);

/** Keeps the mail on the page up to date with what is said of it: its value, its labels, what zKillboard says. */
export function useChanges(killmailId: string | undefined): void {
  const { error, restart } = useSubscription(KILLMAIL_CHANGED, {
    variables: { killmailId: killmailId ?? "" },
    skip: killmailId === undefined,
    ignoreResults: true,
  });
  useRestart(error, restart);
}
