import { Badge, Button, Code, Group, Paper, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import type { DeadLetterCardFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { formatCount } from "../../../shared/format/number.ts";
import { ConfirmDialog } from "../../../shared/ui/confirm-dialog.tsx";
import { Disclosure } from "../../../shared/ui/disclosure.tsx";
import { ErrorAlert } from "../../../shared/ui/error-notice.tsx";
import { EveTime, RelativeTime } from "../../../shared/ui/eve-time.tsx";
import { useDropDeadLetter } from "./use-drop-dead-letter.ts";
import { useReplayDeadLetter } from "./use-replay-dead-letter.ts";

graphql(`
  fragment DeadLetterCard on DeadLetter {
    id
    task
    reason
    attempts
    createdAt
    deadAt
    payload
  }
`);

interface DeadLetterCardProps {
  letter: DeadLetterCardFragment;
}

/** One failed task: what it was to do, why it failed, and what to do with it. */
export function DeadLetterCard({ letter }: DeadLetterCardProps) {
  const [isDropping, { open, close }] = useDisclosure();
  const { replay, ...replaying } = useReplayDeadLetter(letter.id);
  const { drop, ...dropping } = useDropDeadLetter(letter.id);
  const name = `${letter.task} ${letter.id}`;
  return (
    <Paper component="article" aria-label={name} withBorder p="md">
      <Stack gap="xs">
        <Group gap="xs">
          <Text fw={600}>{letter.task}</Text>
          <Badge variant="default">#{letter.id}</Badge>
          <Text size="sm" c="dimmed">
            failed <RelativeTime time={letter.deadAt} /> after{" "}
            {formatCount(letter.attempts, "attempt", "attempts")}
          </Text>
        </Group>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {letter.reason}
        </Text>
        <Disclosure label="What it was to do">
          {() => (
            <Stack gap={4} p="xs">
              <Text size="xs" c="dimmed">
                Ordered <EveTime time={letter.createdAt} hasSeconds /> EVE time
              </Text>
              <Code block style={{ overflowX: "auto" }} tabIndex={0}>
                {JSON.stringify(letter.payload, null, 2)}
              </Code>
            </Stack>
          )}
        </Disclosure>
        {replaying.error ? (
          <ErrorAlert
            error={replaying.error}
            onClose={replaying.dismissError}
          />
        ) : null}
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            loading={replaying.isBusy}
            onClick={replay}
            aria-label={`Replay ${name}`}
          >
            Replay
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="xs"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={open}
            aria-label={`Drop ${name}`}
          >
            Drop
          </Button>
        </Group>
      </Stack>
      <ConfirmDialog
        isOpen={isDropping}
        onClose={close}
        title={`Drop ${name}?`}
        action={{ ...dropping, run: drop }}
        confirmLabel="Drop it"
        cancelLabel="Keep it"
        isDangerous
      >
        <Text size="sm">
          The task is deleted for good, and what it was to do is not done.
        </Text>
      </ConfirmDialog>
    </Paper>
  );
}
