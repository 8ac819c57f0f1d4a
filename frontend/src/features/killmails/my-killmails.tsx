import { Title } from "@mantine/core";
import { IconTargetArrow } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import type { LinkedCharacterPartsFragment } from "../../graphql/generated/graphql.ts";
import { Notice } from "../../shared/ui/notice.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { isFirstSync } from "../sync/sync-progress.ts";
import { WelcomePanel } from "../linked-characters/welcome-panel.tsx";
import { KillmailList } from "./list/killmail-list.tsx";
import { ShowTabs } from "./show-tabs.tsx";
import { filterFor, parseShow, type Show } from "./show.ts";

interface MyKillmailsProps {
  characters: LinkedCharacterPartsFragment[];
}

/** Kills and losses of all linked characters. */
export function MyKillmails({ characters }: MyKillmailsProps) {
  const [params] = useSearchParams();
  const show = parseShow(params.get("show"));
  const ownIds = characters.map(({ character }) => character.id).sort();
  const isArriving = characters.some(({ sync }) => isFirstSync(sync));
  return (
    <Page title="My killmails">
      <Title order={1} size="h2">
        My killmails
      </Title>
      <WelcomePanel characters={characters} />
      <KillmailList
        key={show}
        filter={filterFor(show, ownIds)}
        ownIds={ownIds}
        heading={<ShowTabs show={show} />}
        empty={<NoMails show={show} isArriving={isArriving} />}
      />
    </Page>
  );
}

const NOTHING: Record<Show, string> = {
  all: "No killmails in the last 90 days",
  kills: "No kills yet",
  losses: "No losses yet",
};

function NoMails({ show, isArriving }: { show: Show; isArriving: boolean }) {
  return (
    <Notice
      icon={<IconTargetArrow size={40} stroke={1.5} />}
      title={isArriving ? "Fetching your killmails" : NOTHING[show]}
    >
      {isArriving
        ? "They appear here one by one as EVE hands them out. The first ones come within a minute or two."
        : "EVE lists none for your characters. Undock, and the next one shows up here by itself."}
    </Notice>
  );
}
