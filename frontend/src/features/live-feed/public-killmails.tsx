import { Stack, Title } from "@mantine/core";
import { IconTargetArrow } from "@tabler/icons-react";
import { Notice } from "../../shared/ui/notice.tsx";
import { KillmailList } from "../killmails/list/killmail-list.tsx";
import { FeedTrouble } from "./feed-trouble.tsx";
import { useLiveFeed } from "./use-live-feed.ts";

interface PublicKillmailsProps {
  /** 1 where it is what the page is about. */
  titleOrder: 1 | 2;
}

/** Every killmail that the viewer may see, whoever is on it, as they come in. */
export function PublicKillmails({ titleOrder }: PublicKillmailsProps) {
  const feed = useLiveFeed();
  return (
    <Stack gap="md">
      <FeedTrouble />
      <KillmailList
        filter={EVERYTHING}
        ownIds={null}
        heading={
          <Title order={titleOrder} size="h2">
            New Eden, live
          </Title>
        }
        empty={
          <Notice
            icon={<IconTargetArrow size={40} stroke={1.5} />}
            title="No public killmails yet"
          >
            {feed?.state === "OFF"
              ? "This site does not follow zKillboard's live feed: only what its pilots publish is shown here."
              : "They show up here by themselves, seconds after zKillboard publishes them."}
          </Notice>
        }
      />
    </Stack>
  );
}

// One object for all renders: the list is kept under it.
const EVERYTHING = {};
