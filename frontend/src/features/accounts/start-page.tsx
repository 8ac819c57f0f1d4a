import {
  Box,
  Group,
  SimpleGrid,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from "@mantine/core";
import { IconBolt, IconLock, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Logo } from "../../shared/ui/logo.tsx";
import { LoginButton } from "./login-button.tsx";

/** What a visitor sees who is not logged in. */
export function StartPage() {
  return (
    <Stack gap={56} pt={{ base: "lg", sm: 56 }} pb={56}>
      <title>KillReport: your kills and losses in EVE Online</title>
      <Group wrap="nowrap" justify="space-between" gap={64}>
        <Stack gap="lg" maw={680}>
          <Title order={1} fz={{ base: 34, sm: 48 }} lh={1.1}>
            Every kill and loss of yours, kept.
          </Title>
          <Text fz={{ base: "md", sm: "lg" }} c="dimmed">
            KillReport is a killboard for EVE Online: log in once, and from then
            on your killmails are fetched from EVE&rsquo;s official API,
            completed with names and stored for good. They are private first:
            nobody else sees them unless they are public already or you decide
            so.
          </Text>
          <Box>
            <LoginButton size="lg" />
          </Box>
          <Text size="sm" c="dimmed">
            You log in at EVE Online itself; KillReport never sees your
            password.
          </Text>
        </Stack>
        <Box visibleFrom="md" pr="xl" opacity={0.85} lh={0}>
          <Logo size={280} stroke={0.6} />
        </Box>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl">
        <Point icon={<IconRefresh size={22} stroke={1.6} />} title="By itself">
          New mails are looked for about every 15 minutes, with or without a
          browser open.
        </Point>
        <Point icon={<IconBolt size={22} stroke={1.6} />} title="Live">
          An open page shows new killmails as they arrive. No reloading.
        </Point>
        <Point icon={<IconLock size={22} stroke={1.6} />} title="Private">
          Unlink a character whenever you like; its access ends at once.
        </Point>
      </SimpleGrid>
    </Stack>
  );
}

interface PointProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
}

function Point({ icon, title, children }: PointProps) {
  return (
    <Stack gap="xs">
      <ThemeIcon variant="light" size={40} aria-hidden>
        {icon}
      </ThemeIcon>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" size="sm">
        {children}
      </Text>
    </Stack>
  );
}
