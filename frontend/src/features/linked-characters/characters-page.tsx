import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconLogin2, IconPlus, IconUserOff } from "@tabler/icons-react";
import { Notice } from "../../shared/ui/notice.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { LoginButton } from "../accounts/login-button.tsx";
import { useViewer } from "../accounts/viewer.ts";
import { LinkedCharacterCard } from "./linked-character-card.tsx";

/** The account's linked characters and the state of their syncs. */
export function CharactersPage() {
  const { data } = useViewer();
  const characters = data?.me?.characters;
  if (!characters) {
    return (
      <Page title="Characters">
        <Notice
          icon={<IconUserOff size={40} stroke={1.5} />}
          title="You are not logged in"
          action={<LoginButton />}
        >
          Your characters and the state of their syncs are shown here.
        </Notice>
      </Page>
    );
  }
  const revoked = characters.filter((c) => c.authorisation === "REVOKED");
  return (
    <Page title="Characters">
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h2">
          Characters
        </Title>
        <Button
          component="a"
          href="/auth/login"
          leftSection={<IconPlus size={18} aria-hidden />}
        >
          Add a character
        </Button>
      </Group>
      {revoked.length > 0 ? (
        <Alert
          variant="outline"
          color="yellow"
          icon={<IconLogin2 size={18} />}
          title="EVE Online no longer accepts a stored authorisation"
        >
          Log in again with {revoked.map((c) => c.name).join(", ")} to go on.
          Killmails found so far stay where they are.
        </Alert>
      ) : null}
      <Stack gap="md">
        {characters.map((linked) => (
          <LinkedCharacterCard key={linked.id} linked={linked} />
        ))}
      </Stack>
      <Text size="sm" c="dimmed">
        A character&rsquo;s own list at EVE holds losses and kills with the
        final blow, 90 days back.
      </Text>
    </Page>
  );
}
