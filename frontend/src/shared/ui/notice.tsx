import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface NoticeProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  role?: "alert" | "status";
}

/** A quiet card in the place of content: nothing there, not found, or failed. */
export function Notice({ icon, title, children, action, role }: NoticeProps) {
  return (
    <Paper p={{ base: "lg", sm: "xl" }} withBorder role={role}>
      <Stack align="center" gap="sm" py="lg">
        <Text span c="dimmed" lh={0} aria-hidden>
          {icon}
        </Text>
        <Title order={2} size="h3" ta="center">
          {title}
        </Title>
        {children ? (
          <Text c="dimmed" ta="center" maw={520}>
            {children}
          </Text>
        ) : null}
        {action ? <Group mt="xs">{action}</Group> : null}
      </Stack>
    </Paper>
  );
}

/** Button of a notice that tries again. */
export function RetryButton({ onRetry }: { onRetry: () => void }) {
  return (
    <Button variant="default" onClick={onRetry}>
      Try again
    </Button>
  );
}
