import { Alert } from "@mantine/core";
import { IconAntennaBarsOff } from "@tabler/icons-react";
import type { LiveFeedState } from "../../graphql/generated/graphql.ts";
import { useLiveFeed } from "./use-live-feed.ts";

const TITLES: Record<LiveFeedState, string | null> = {
  LIVE: null,
  OFF: null,
  CATCHING_UP: "Catching up with the live feed",
  BACKING_OFF: "The live feed does not answer",
  STOPPED: "Nothing new comes in",
};

/** Says why new public killmails come late; nothing while they do not. */
export function FeedTrouble() {
  const feed = useLiveFeed();
  const title = feed ? TITLES[feed.state] : null;
  if (!feed || title === null) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      title={title}
      icon={<IconAntennaBarsOff size={18} aria-hidden />}
      role="status"
    >
      {feed.message}
    </Alert>
  );
}
