import {
  Button,
  Code,
  Group,
  List,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { IconWorld } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { ErrorAlert } from "../../shared/ui/error-notice.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { usePostKillmail } from "./use-post-killmail.ts";

/** Makes a killmail public by a link to it; for everybody, logged in or not. */
export function PostKillmailPage() {
  const navigate = useNavigate();
  const [link, setLink] = useState("");
  const { postKillmail, isBusy, error, dismissError } = usePostKillmail(
    (id) => void navigate(`/kill/${id}`),
  );
  return (
    <Page title="Post a killmail">
      <Stack gap="lg" maw={720}>
        <Title order={1} size="h2">
          Post a killmail
        </Title>
        <Text c="dimmed">
          Show everybody a killmail that this site may not know yet. EVE Online
          is asked for it, so nobody has to take your word. You need no account.
        </Text>
        <Paper withBorder p={{ base: "md", sm: "lg" }}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (link.trim() !== "" && !isBusy) postKillmail(link);
            }}
          >
            <Stack gap="md">
              <TextInput
                label="Link to the killmail"
                placeholder="https://esi.evetech.net/killmails/…"
                value={link}
                onChange={(event) => {
                  setLink(event.currentTarget.value);
                  if (error) dismissError();
                }}
                maxLength={2_000}
                autoComplete="off"
                spellCheck={false}
              />
              <Group gap="xs" wrap="nowrap" align="flex-start">
                <IconWorld
                  size={20}
                  stroke={1.7}
                  aria-hidden
                  style={{ flex: "none", marginTop: 2 }}
                />
                <Text size="sm">
                  <Text span inherit fw={600}>
                    It becomes public for good.
                  </Text>{" "}
                  Everybody will see it, fit and cargo included, and nobody can
                  take that back: not you, not the pilots on it, not this site.
                </Text>
              </Group>
              {error ? (
                <ErrorAlert error={error} onClose={dismissError} />
              ) : null}
              <Group>
                <Button
                  type="submit"
                  loading={isBusy}
                  disabled={link.trim() === ""}
                >
                  Make it public
                </Button>
              </Group>
            </Stack>
          </form>
        </Paper>
        <Stack gap="xs">
          <Title order={2} size="h5">
            What can be pasted
          </Title>
          <List size="sm" spacing="xs" c="dimmed">
            <List.Item>
              from the game: open the kill report and choose{" "}
              <Text span inherit fw={600}>
                Copy External Kill Link
              </Text>
              , or copy the report from a chat
            </List.Item>
            <List.Item>
              any link to EVE&rsquo;s API:{" "}
              <Code>esi.evetech.net/latest/killmails/id/hash/</Code>
            </List.Item>
            <List.Item>
              the numbers alone: <Code>id/hash</Code>
            </List.Item>
            <List.Item>
              a page of zKillboard: <Code>zkillboard.com/kill/id/</Code>
            </List.Item>
          </List>
        </Stack>
      </Stack>
    </Page>
  );
}
