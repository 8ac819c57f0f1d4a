import { CloseButton, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { LinkedCharacterPartsFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import { EveImage } from "../../shared/ui/eve-image.tsx";
import { useNow } from "../../shared/use-now.ts";
import { SyncProgressBar } from "../sync/sync-progress-bar.tsx";
import { isFirstSync } from "../sync/sync-progress.ts";
import { useDismissed } from "./use-dismissed.ts";

// What every page knows of the account's characters.
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
      needsLogin
      listed
      stored
      pending
      rejected
      lastSyncAt
      nextSyncAt
    }
  }
`);

const NEWLY_LINKED_MS = 20 * 60 * 1000;

interface WelcomePanelProps {
  characters: LinkedCharacterPartsFragment[];
}

/** After a first login: what will come, how far it is, and that nothing is left to do. */
export function WelcomePanel({ characters }: WelcomePanelProps) {
  const nowMs = useNow(30_000);
  const [dismissed, dismiss] = useDismissed();
  const newlyLinked = characters.filter(
    ({ id, linkedAt, sync }) =>
      isFirstSync(sync) ||
      (!dismissed.has(id) && nowMs - Date.parse(linkedAt) < NEWLY_LINKED_MS),
  );
  if (newlyLinked.length === 0) return null;
  const isDone = !newlyLinked.some(({ sync }) => isFirstSync(sync));
  return (
    <Paper component="section" aria-label="First login" withBorder p="lg">
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} size="h4">
            {isDone
              ? "Your killmails are here"
              : "Your killmails are on their way"}
          </Title>
          {isDone ? (
            <CloseButton
              aria-label="Dismiss this message"
              onClick={() => dismiss(newlyLinked.map(({ id }) => id))}
            />
          ) : null}
        </Group>
        {newlyLinked.map((linked) => (
          <CharacterProgress key={linked.id} linked={linked} />
        ))}
        <Stack gap={6}>
          <Text size="sm">
            From now on new mails are looked for about every 15 minutes. There
            is nothing more for you to do, and you can close this page.
          </Text>
          <Text size="sm" c="dimmed">
            EVE lists a character&rsquo;s mails of the last 90 days: losses, and
            kills with the final blow. Kills you only assisted in come from
            elsewhere: a corporation&rsquo;s list, other pilots who use
            KillReport, or the public feed.
          </Text>
        </Stack>
      </Stack>
    </Paper>
  );
}

interface CharacterProgressProps {
  linked: LinkedCharacterPartsFragment;
}

function CharacterProgress({ linked }: CharacterProgressProps) {
  return (
    <Group wrap="nowrap" gap="md" align="flex-start">
      <EveImage src={linked.character.portraitUrl} size={44} isRound />
      <Stack gap={6} flex={1} miw={0}>
        <Text fw={600} lh={1.2}>
          {linked.name}
        </Text>
        <SyncProgressBar name={linked.name} sync={linked.sync} />
        <Text size="sm" c="dimmed" aria-live="polite">
          {linked.sync.message}
        </Text>
      </Stack>
    </Group>
  );
}
