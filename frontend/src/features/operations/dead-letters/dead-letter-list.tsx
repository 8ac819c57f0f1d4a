import { useQuery } from "@apollo/client/react";
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconMoodCheck, IconRefresh } from "@tabler/icons-react";
import { graphql } from "../../../graphql/generated/index.ts";
import { ErrorNotice } from "../../../shared/ui/error-notice.tsx";
import { Notice } from "../../../shared/ui/notice.tsx";
import { ListSkeleton } from "../../killmails/list/list-skeleton.tsx";
import { DeadLetterCard } from "./dead-letter-card.tsx";

const DEAD_LETTERS = graphql(`
  query DeadLetters($after: String) {
    deadLetters(first: 25, after: $after) {
      edges {
        cursor
        node {
          ...DeadLetterCard
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** Tasks that failed for good, newest first, each to be looked at and decided about. */
export function DeadLetterList() {
  const { data, error, loading, refetch, fetchMore } = useQuery(DEAD_LETTERS, {
    fetchPolicy: "cache-and-network",
    notifyOnNetworkStatusChange: true,
  });
  const reload = (): void => {
    refetch().catch(() => undefined);
  };
  if (error && !data) return <ErrorNotice error={error} onRetry={reload} />;
  if (!data) return <ListSkeleton />;
  const { edges, pageInfo } = data.deadLetters;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" flex={1} miw={280}>
          A task comes here when all its attempts have failed, or when its
          message is broken. Repair what its reason names, then replay it; drop
          only what nobody needs.
        </Text>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRefresh size={14} aria-hidden />}
          loading={loading}
          onClick={reload}
        >
          Look again
        </Button>
      </Group>
      {edges.length === 0 ? (
        <Notice
          icon={<IconMoodCheck size={40} stroke={1.5} />}
          title="Nothing has failed for good"
        />
      ) : (
        edges.map(({ node }) => <DeadLetterCard key={node.id} letter={node} />)
      )}
      {pageInfo.hasNextPage ? (
        <Group justify="center">
          <Button
            variant="default"
            size="sm"
            loading={loading}
            onClick={() => {
              fetchMore({ variables: { after: pageInfo.endCursor } }).catch(
                () => undefined,
              );
            }}
          >
            Show older ones
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
