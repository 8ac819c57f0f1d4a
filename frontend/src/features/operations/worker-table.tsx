import { Badge, Table, Text } from "@mantine/core";
import { useQuery } from "@apollo/client/react";
import { IconStack2 } from "@tabler/icons-react";
import { graphql } from "../../graphql/generated/index.ts";
import { formatWhole } from "../../shared/format/number.ts";
import { ErrorNotice } from "../../shared/ui/error-notice.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { ListSkeleton } from "../killmails/list/list-skeleton.tsx";

const WORKER_STATUS = graphql(`
  query WorkerStatus {
    workerStatus {
      queueName
      messageCount
      consumerCount
    }
  }
`);

const POLL_MS = 5_000;

/** What waits in the queues, and who works on it. */
export function WorkerTable() {
  const { data, error, refetch } = useQuery(WORKER_STATUS, {
    pollInterval: POLL_MS,
  });
  return (
    <>
      {data && data.workerStatus.length > 0 ? (
        <Table.ScrollContainer minWidth={300}>
          <Table withTableBorder>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Queue</Table.Th>
                <Table.Th ta="right">Messages</Table.Th>
                <Table.Th ta="right">Consumers</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.workerStatus.map((queue) => (
                <Table.Tr key={queue.queueName}>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>
                    {queue.queueName}
                  </Table.Td>
                  <Table.Td ta="right">
                    {formatWhole(queue.messageCount)}
                  </Table.Td>
                  <Table.Td ta="right">
                    {queue.consumerCount > 0 ? (
                      formatWhole(queue.consumerCount)
                    ) : (
                      <Badge color="yellow" variant="light">
                        none
                      </Badge>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : data ? (
        <Notice
          icon={<IconStack2 size={40} stroke={1.5} />}
          title="No queues"
        />
      ) : error ? (
        <ErrorNotice
          error={error}
          onRetry={() => void refetch().catch(() => undefined)}
        />
      ) : (
        <ListSkeleton />
      )}
      <Text size="sm" c="dimmed">
        Renewed every five seconds.
      </Text>
    </>
  );
}
