import { Code, Stack, Title } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Notice } from "../../shared/ui/notice.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { LoginButton } from "../accounts/login-button.tsx";
import { useViewer } from "../accounts/viewer.ts";
import { DeadLetterList } from "./dead-letters/dead-letter-list.tsx";
import { WorkerTable } from "./worker-table.tsx";

/** For who runs the site: what failed for good, and what the workers do. */
export function AdminPage() {
  const { data } = useViewer();
  if (data?.me?.isAdmin !== true)
    return (
      <Page title="Admin">
        <Notice
          icon={<IconLock size={40} stroke={1.5} />}
          title="Only for who runs this site"
          action={data?.me ? null : <LoginButton />}
        >
          Log in with a character named in <Code>ADMIN_CHARACTER_IDS</Code>. Its
          authorisation has to be alive.
        </Notice>
      </Page>
    );
  return (
    <Page title="Admin">
      <Title order={1} size="h2">
        Admin
      </Title>
      <Stack component="section" aria-labelledby="dead-letters" gap="sm">
        <Title order={2} size="h3" id="dead-letters">
          Failed tasks
        </Title>
        <DeadLetterList />
      </Stack>
      <Stack component="section" aria-labelledby="queues" gap="sm">
        <Title order={2} size="h3" id="queues">
          Queues
        </Title>
        <WorkerTable />
      </Stack>
    </Page>
  );
}
