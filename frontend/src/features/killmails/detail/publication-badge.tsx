import { Badge, Text } from "@mantine/core";
import { IconLock, IconWorld } from "@tabler/icons-react";
import { RelativeTime } from "../../../shared/ui/eve-time.tsx";
import { publicSourceText } from "./public-source-text.ts";

interface PublicationBadgeProps {
  publicSince: string | null;
  publicSource: string | null;
}

/** Whether anybody sees the mail, since when, and by whose doing. */
export function PublicationBadge(props: PublicationBadgeProps) {
  const { publicSince, publicSource } = props;
  if (publicSince === null)
    return (
      <Badge variant="default" leftSection={<IconLock size={12} aria-hidden />}>
        Private
      </Badge>
    );
  return (
    <>
      <Badge
        variant="default"
        leftSection={<IconWorld size={12} aria-hidden />}
      >
        Public
      </Badge>
      <Text size="xs" c="dimmed">
        since <RelativeTime time={publicSince} />
        {publicSource === null ? null : `: ${publicSourceText(publicSource)}`}
      </Text>
    </>
  );
}
