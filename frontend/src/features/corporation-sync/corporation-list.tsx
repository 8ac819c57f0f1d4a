import { Stack } from "@mantine/core";
import type { CorporationListPartsFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import { formatWhole } from "../../shared/format/number.ts";
import { Fact } from "../../shared/ui/facts.tsx";
import { DelaySelect } from "../publication/delay-select.tsx";
import { ListDetails } from "../sync/list-details.tsx";
import { ListFacts } from "../sync/list-facts.tsx";
import { SyncProgressBar } from "../sync/sync-progress-bar.tsx";
import { AudienceChoice } from "./audience-choice.tsx";
import { useSetCorporationDelay } from "./use-set-corporation-delay.ts";

graphql(`
  fragment CorporationListParts on CorporationSync {
    state
    lastSyncAt
    nextSyncAt
    listed
    stored
    pending
    rejected
    directors
    tokensLeft
    tokenLimit
    audience
    publicationDelay
    checks(first: 20) {
      ...SyncCheckRow
    }
    gaps(first: 20) {
      ...SyncGapRow
    }
  }
`);

interface CorporationListProps {
  characterId: string;
  /** Its name. */
  corporation: string;
  list: CorporationListPartsFragment;
}

/** How a corporation's list stands, and what its directors decide about it. */
export function CorporationList(props: CorporationListProps) {
  const { characterId, corporation, list } = props;
  const { setDelay, ...delayAction } = useSetCorporationDelay(characterId);
  return (
    <Stack gap="md">
      <SyncProgressBar name={corporation} sync={list} />
      <ListFacts list={list}>
        <Fact term="Directors in turn">{formatWhole(list.directors)}</Fact>
      </ListFacts>
      <ListDetails name={corporation} list={list} />
      {list.audience === null ? null : (
        <AudienceChoice characterId={characterId} audience={list.audience} />
      )}
      {list.publicationDelay === null ? null : (
        <DelaySelect
          label="The corporation’s killmails"
          delay={list.publicationDelay}
          setDelay={setDelay}
          {...delayAction}
        />
      )}
    </Stack>
  );
}
