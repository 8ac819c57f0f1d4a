import { Button, Group, Skeleton, Title } from "@mantine/core";
import { IconEyeOff, IconTargetArrow } from "@tabler/icons-react";
import { Link, useSearchParams } from "react-router";
import { labelOf, type Named } from "../../shared/eve/names.ts";
import { ErrorNotice } from "../../shared/ui/error-notice.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { useRetries } from "../../shared/use-retries.ts";
import { KillmailList } from "../killmails/list/killmail-list.tsx";
import { ListSkeleton } from "../killmails/list/list-skeleton.tsx";
import { ShowTabs } from "../killmails/show-tabs.tsx";
import { filterFor, parseShow } from "../killmails/show.ts";
import { type EntityFacts, EntityHeader } from "./entity-header.tsx";

interface EntityPageProps {
  /** "Character", "Corporation" or "Alliance". */
  kind: string;
  id: string;
  /** Undefined while it is being loaded, null when it is unknown. */
  entity: (Named & EntityFacts & { pictureUrl: string }) | null | undefined;
  error: unknown;
  reload: () => void;
}

/** Head and visible killmails of a character, corporation or alliance. */
export function EntityPage({
  kind,
  id,
  entity,
  error,
  reload,
}: EntityPageProps) {
  const [params] = useSearchParams();
  const show = parseShow(params.get("show"));
  useRetries(entity?.name === null ? entity.id : null, reload);

  if (entity) {
    const label = labelOf(kind, entity);
    return (
      <Page title={label.text}>
        <EntityHeader
          kind={kind}
          label={label}
          pictureUrl={entity.pictureUrl}
          facts={entity}
        />
        <KillmailList
          key={`${entity.id} ${show}`}
          filter={filterFor(show, [entity.id])}
          ownIds={[entity.id]}
          heading={<ShowTabs show={show} />}
          empty={
            <Notice
              icon={<IconTargetArrow size={40} stroke={1.5} />}
              title="Nothing to see here"
            >
              No killmail of this kind is known, or none that is visible to you.
            </Notice>
          }
        />
      </Page>
    );
  }
  const name = `${kind} ${id}`;
  return (
    <Page title={name}>
      {error ? (
        <ErrorNotice error={error} onRetry={reload} />
      ) : entity === null ? (
        <Notice
          icon={<IconEyeOff size={40} stroke={1.5} />}
          title={`${name}: unknown, or not visible to you`}
          action={
            <Button component={Link} to="/" variant="default">
              To the killmails
            </Button>
          }
        >
          It appears on no killmail that you may see.
        </Notice>
      ) : (
        <EntitySkeleton />
      )}
    </Page>
  );
}

function EntitySkeleton() {
  return (
    <>
      <Group gap="lg">
        <Skeleton h={96} w={96} />
        <Title order={1} size="h2">
          <Skeleton h={28} w={200} />
        </Title>
      </Group>
      <ListSkeleton />
    </>
  );
}
