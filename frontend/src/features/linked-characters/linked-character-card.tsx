import {
  Anchor,
  Button,
  Group,
  Paper,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { IconLogin2, IconRefresh } from "@tabler/icons-react";
import { Link } from "react-router";
import type { LinkedCharacterPartsFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import { ErrorAlert } from "../../shared/ui/error-notice.tsx";
import { EveImage } from "../../shared/ui/eve-image.tsx";
import { RelativeTime } from "../../shared/ui/eve-time.tsx";
import { SyncProgressBar } from "./sync-progress-bar.tsx";
import { SyncStateBadge } from "./sync-state-badge.tsx";
import { UnlinkButton } from "./unlink-button.tsx";
import { useRequestSync } from "./use-request-sync.ts";

graphql(`
  fragment LinkedCharacterParts on LinkedCharacter {
    id
    name
    linkedAt
    authorisation
    character {
      id
      portraitUrl(size: 128)
    }
    sync {
      state
      message
      listed
      stored
      pending
      rejected
      lastSyncAt
      nextSyncAt
    }
  }
`);

interface LinkedCharacterCardProps {
  linked: LinkedCharacterPartsFragment;
}

/** One linked character: whether it may be read, how its sync stands, and what can be done about it. */
export function LinkedCharacterCard({ linked }: LinkedCharacterCardProps) {
  const { sync, character, name } = linked;
  const isRevoked = linked.authorisation === "REVOKED";
  const isUnderway = sync.state === "QUEUED" || sync.state === "RUNNING";
  const { requestSync, isBusy, error, dismissError } = useRequestSync(
    character.id,
  );
  return (
    <Paper
      component="article"
      aria-label={name}
      withBorder
      p={{ base: "md", sm: "lg" }}
    >
      <Stack gap="md">
        <Group wrap="nowrap" gap="md" align="flex-start">
          <EveImage src={character.portraitUrl} size={72} />
          <Stack gap={6} flex={1} miw={0}>
            <Group justify="space-between" gap="xs">
              <Title order={2} size="h4">
                <Anchor
                  component={Link}
                  to={`/character/${character.id}`}
                  inherit
                  c="inherit"
                >
                  {name}
                </Anchor>
              </Title>
              <SyncStateBadge state={sync.state} />
            </Group>
            <Text size="sm">{sync.message}</Text>
            <Checks sync={sync} />
          </Stack>
        </Group>
        <SyncProgressBar name={name} sync={sync} />
        {error ? <ErrorAlert error={error} onClose={dismissError} /> : null}
        <Group gap="xs">
          {isRevoked ? (
            <Button
              component="a"
              href="/auth/login"
              size="sm"
              leftSection={<IconLogin2 size={16} aria-hidden />}
            >
              Log in again
            </Button>
          ) : (
            <Button
              variant="default"
              size="sm"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={requestSync}
              loading={isBusy}
              disabled={isUnderway}
            >
              {isUnderway ? "Checking…" : "Check now"}
            </Button>
          )}
          <UnlinkButton characterId={character.id} name={name} />
        </Group>
      </Stack>
    </Paper>
  );
}

interface ChecksProps {
  sync: LinkedCharacterPartsFragment["sync"];
}

function Checks({ sync }: ChecksProps) {
  return (
    <Text size="sm" c="dimmed" component="div">
      Last check:{" "}
      {sync.lastSyncAt === null ? (
        "none yet"
      ) : (
        <RelativeTime time={sync.lastSyncAt} />
      )}
      {sync.nextSyncAt === null ? null : (
        <>
          {" · "}Next: <RelativeTime time={sync.nextSyncAt} />
        </>
      )}
    </Text>
  );
}
