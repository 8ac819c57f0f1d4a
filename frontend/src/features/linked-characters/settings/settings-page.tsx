import { useQuery } from "@apollo/client/react";
import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import {
  IconLogin2,
  IconPlus,
  IconUnlink,
  IconUserOff,
} from "@tabler/icons-react";
import { useEffect } from "react";
import { useLocation } from "react-router";
import { ErrorNotice } from "../../../shared/ui/error-notice.tsx";
import { Notice } from "../../../shared/ui/notice.tsx";
import { Page } from "../../../shared/ui/page.tsx";
import { LoginButton } from "../../accounts/login-button.tsx";
import { loginHref } from "../../accounts/login-href.ts";
import { useViewer } from "../../accounts/viewer.ts";
import { isSyncing, type SyncNumbers } from "../../sync/sync-progress.ts";
import { CharacterCard } from "./character-card.tsx";
import { LostCharacters } from "./lost-characters.tsx";
import type { SettingsArrival } from "./settings-arrival.ts";
import { SETTINGS } from "./settings-query.ts";
import { SettingsSkeleton } from "./settings-skeleton.tsx";

const POLL_MS = 5_000;

const isMoving = (list: SyncNumbers): boolean =>
  list.state === "CHECKING" || isSyncing(list);

/** The account's characters: how their syncs stand, what becomes of their killmails, and their corporations. */
export function SettingsPage() {
  const { data: viewer } = useViewer();
  const { state: arrival } = useLocation() as { state: SettingsArrival | null };
  const { data, error, refetch, startPolling, stopPolling } = useQuery(
    SETTINGS,
    { fetchPolicy: "cache-and-network" },
  );
  const me = data?.me;
  const isAnyMoving =
    me?.characters.some(({ corporationSync: list }) => isMoving(list)) ?? false;
  // Events tell how the corporation's checks go, not each mail that arrives.
  useEffect(() => {
    if (isAnyMoving) startPolling(POLL_MS);
    return stopPolling;
  }, [isAnyMoving, startPolling, stopPolling]);
  if (!viewer?.me)
    return arrival === null ? (
      <LoggedOut />
    ) : (
      <LastUnlinked name={arrival.lastUnlinked} />
    );
  return (
    <Page title="Settings">
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h2">
          Settings
        </Title>
        <Button
          component="a"
          href={loginHref()}
          leftSection={<IconPlus size={18} aria-hidden />}
        >
          Add a character
        </Button>
      </Group>
      {me ? (
        <>
          <NeedLogin
            names={me.characters
              .filter(({ sync }) => sync.needsLogin)
              .map(({ name }) => name)}
          />
          <LostCharacters lost={me.lostCharacters} />
          <Stack gap="lg">
            {me.characters.map((linked) => (
              <CharacterCard key={linked.id} linked={linked} />
            ))}
          </Stack>
        </>
      ) : error ? (
        <ErrorNotice
          error={error}
          onRetry={() => void refetch().catch(() => undefined)}
        />
      ) : (
        <SettingsSkeleton />
      )}
      <Text size="sm" c="dimmed">
        A character&rsquo;s own list at EVE holds losses and kills with the
        final blow, 90 days back. Kills it only assisted in come from its
        corporation&rsquo;s list, other pilots here, or public sources.
      </Text>
    </Page>
  );
}

function NeedLogin({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <Alert
      variant="outline"
      color="yellow"
      role="status"
      icon={<IconLogin2 size={18} />}
      title="EVE wants you to log in again"
    >
      No new killmails come for {names.join(", ")} until then. Those found so
      far stay where they are.
    </Alert>
  );
}

/** With its last character an account has nobody left to log in with, and its session is over. */
function LastUnlinked({ name }: { name: string }) {
  return (
    <Page title="Settings">
      <Notice
        icon={<IconUnlink size={40} stroke={1.5} />}
        title={`${name} is unlinked`}
        action={<LoginButton />}
        role="status"
      >
        Its access is deleted and nothing is read for it any more. It was your
        last character here, so you are logged out. Log in with it to link it
        again: its killmails are kept.
      </Notice>
    </Page>
  );
}

function LoggedOut() {
  return (
    <Page title="Settings">
      <Notice
        icon={<IconUserOff size={40} stroke={1.5} />}
        title="You are not logged in"
        action={<LoginButton />}
      >
        Your characters, the state of their syncs and who sees their killmails
        are shown here.
      </Notice>
    </Page>
  );
}
