import { SimpleGrid, Stack } from "@mantine/core";
import { useQuery } from "@apollo/client/react";
import { IconEyeOff } from "@tabler/icons-react";
import { Link, useParams } from "react-router";
import { Button } from "@mantine/core";
import type { KillmailQuery } from "../../../graphql/generated/graphql.ts";
import { labelOf, partyLines } from "../../../shared/eve/names.ts";
import { ErrorNotice } from "../../../shared/ui/error-notice.tsx";
import { Notice } from "../../../shared/ui/notice.tsx";
import { Page } from "../../../shared/ui/page.tsx";
import { useRetries } from "../../../shared/use-retries.ts";
import { useViewer } from "../../accounts/viewer.ts";
import { FitPanel } from "../../fits/fit-panel.tsx";
import { KillmailWorth } from "../../valuation/killmail-worth.tsx";
import { Attackers } from "./attackers.tsx";
import { Items } from "./items.tsx";
import { KillmailHeader } from "./killmail-header.tsx";
import { ATTACKERS_PAGE_SIZE, KILLMAIL } from "./killmail-query.ts";
import { KillmailSkeleton } from "./killmail-skeleton.tsx";
import { lacksNames } from "./lacks-names.ts";
import { useChanges } from "./use-changes.ts";
import { RawMail } from "./raw-mail.tsx";
import { ZkillboardSays } from "./zkillboard-says.tsx";

/** One killmail in full. */
export function KillmailPage() {
  const { id = "" } = useParams();
  const { data, error, refetch, fetchMore } = useQuery(KILLMAIL, {
    variables: { id, attackers: ATTACKERS_PAGE_SIZE },
  });
  const mail = data?.killmail;
  const reload = (): void => {
    refetch().catch(() => undefined);
  };
  // What was derived between the answer and the first event would be missed without.
  const isIncomplete = mail && (mail.value === null || lacksNames(mail));
  useRetries(isIncomplete ? mail.id : null, reload);
  useChanges(mail?.id);

  if (mail) {
    return (
      <KillmailContent
        mail={mail}
        loadMore={(after) => fetchMore({ variables: { after } })}
      />
    );
  }
  if (error) {
    return (
      <Page title={`Killmail ${id}`}>
        <ErrorNotice error={error} onRetry={reload} />
      </Page>
    );
  }
  return (
    <Page title={`Killmail ${id}`}>
      {data ? <UnknownKillmail id={id} /> : <KillmailSkeleton />}
    </Page>
  );
}

interface KillmailContentProps {
  mail: NonNullable<KillmailQuery["killmail"]>;
  loadMore: (after: string | null) => Promise<unknown>;
}

function KillmailContent({ mail, loadMore }: KillmailContentProps) {
  const { data: viewerData } = useViewer();
  const ownIds =
    viewerData?.me?.characters.map(({ character }) => character.id) ?? [];
  const isOwn = (id: string | undefined): boolean =>
    id !== undefined && ownIds.includes(id);
  const isKill = mail.attackers.edges.some(({ node }) =>
    isOwn(node.character?.id),
  );
  const isLoss = isOwn(mail.victim.character?.id)
    ? true
    : isKill
      ? false
      : null;
  const ship = labelOf("Type", mail.victim.ship).text;
  const victim = partyLines(mail.victim)[0]?.label.text ?? "Unknown";
  return (
    <Page title={`${ship} of ${victim}`}>
      <KillmailHeader
        mail={mail}
        isLoss={isLoss}
        canPublish={viewerData?.me != null}
      />
      <KillmailWorth mail={mail} />
      <ZkillboardSays mail={mail} />
      <SimpleGrid
        cols={{ base: 1, md: 2 }}
        spacing="lg"
        style={{ alignItems: "start" }}
      >
        <Stack gap="lg">
          <FitPanel mail={mail} />
          <Items mail={mail} />
        </Stack>
        <Attackers
          mail={mail}
          damageTaken={mail.victim.damageTaken}
          ownIds={ownIds}
          loadMore={loadMore}
        />
      </SimpleGrid>
      <RawMail killmailId={mail.id} />
    </Page>
  );
}

function UnknownKillmail({ id }: { id: string }) {
  return (
    <Notice
      icon={<IconEyeOff size={40} stroke={1.5} />}
      title={`Killmail ${id}: unknown, or not visible to you`}
      action={
        <Button component={Link} to="/" variant="default">
          To the killmails
        </Button>
      }
    >
      Private killmails are shown only to the pilots they belong to. If this one
      is yours, log in with the character that was on it.
    </Notice>
  );
}
