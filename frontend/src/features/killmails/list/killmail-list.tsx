import { Button, Group } from "@mantine/core";
import { useQuery } from "@apollo/client/react";
import { useCallback, useState, type ReactNode } from "react";
import type {
  KillmailFilter,
  KillmailRowFragment,
} from "../../../graphql/generated/graphql.ts";
import { ErrorAlert, ErrorNotice } from "../../../shared/ui/error-notice.tsx";
import { KILLMAIL_LIST, PAGE_SIZE } from "./killmail-list-query.ts";
import { KillmailRow } from "./killmail-row.tsx";
import classes from "./killmail-list.module.css";
import { ListHead } from "./list-head.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { LiveUpdates } from "./live-updates.tsx";
import { useListUpkeep } from "./use-list-upkeep.ts";

interface KillmailListProps {
  filter: KillmailFilter;
  /** A mail whose victim is one of these is a loss, any other a kill; null looks at them from nobody's side. */
  ownIds: readonly string[] | null;
  /** Stands above the list, at the left of the live indicator. */
  heading: ReactNode;
  /** In the place of an empty list. */
  empty: ReactNode;
}

/** Killmails newest first, page by page, with new ones arriving live. */
export function KillmailList({
  filter,
  ownIds,
  heading,
  empty,
}: KillmailListProps) {
  const [freshIds, setFreshIds] = useState<ReadonlySet<string>>(new Set());
  const onArrived = useCallback((id: string) => {
    setFreshIds((ids) => new Set([...ids, id]));
  }, []);
  const { data, error, refetch, fetchMore } = useQuery(KILLMAIL_LIST, {
    variables: { filter, first: PAGE_SIZE },
    fetchPolicy: "cache-and-network",
  });
  const edges = data?.killmails.edges ?? [];
  useListUpkeep(filter, edges);

  const retry = (): void => {
    refetch().catch(() => undefined);
  };
  return (
    <section aria-label="Killmails">
      <Group justify="space-between" mb="sm" gap="sm">
        {heading}
        <LiveUpdates filter={filter} onArrived={onArrived} />
      </Group>
      {data ? null : error ? (
        <ErrorNotice error={error} onRetry={retry} />
      ) : (
        <ListSkeleton />
      )}
      {data && edges.length === 0 ? empty : null}
      {edges.length > 0 ? (
        <div className={classes.frame}>
          <ListHead />
          <ol className={classes.list}>
            {edges.map(({ node }) => (
              <KillmailRow
                key={node.id}
                mail={node}
                isLoss={ownIds === null ? null : isLossOf(node, ownIds)}
                isFresh={freshIds.has(node.id)}
              />
            ))}
          </ol>
        </div>
      ) : null}
      {data?.killmails.pageInfo.hasNextPage ? (
        <LoadMore
          load={() =>
            fetchMore({
              variables: { after: data.killmails.pageInfo.endCursor },
            })
          }
        />
      ) : null}
    </section>
  );
}

function LoadMore({ load }: { load: () => Promise<unknown> }) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const loadMore = (): void => {
    setIsBusy(true);
    setError(null);
    load()
      .catch((reason: unknown) => setError(reason))
      .finally(() => setIsBusy(false));
  };
  return (
    <div className={classes.more}>
      {error === null ? null : (
        <ErrorAlert error={error} onClose={() => setError(null)} />
      )}
      <Button variant="default" onClick={loadMore} loading={isBusy}>
        Load more
      </Button>
    </div>
  );
}

function isLossOf(
  { victim }: KillmailRowFragment,
  ownIds: readonly string[],
): boolean {
  return [victim.character, victim.corporation, victim.alliance].some(
    (entity) => entity !== null && ownIds.includes(entity.id),
  );
}
