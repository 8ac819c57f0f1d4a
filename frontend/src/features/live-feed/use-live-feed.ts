import { useQuery } from "@apollo/client/react";
import { graphql } from "../../graphql/generated/index.ts";

const LIVE_FEED = graphql(`
  query LiveFeed {
    liveFeed {
      state
      message
    }
  }
`);

const POLL_MS = 30_000;

/** How this site's line to zKillboard's live feed is; undefined until it is known. */
export function useLiveFeed() {
  const { data } = useQuery(LIVE_FEED, { pollInterval: POLL_MS });
  return data?.liveFeed;
}
