import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconPlayerStop,
  IconRefresh,
  type Icon,
} from "@tabler/icons-react";
import type { SyncState } from "../../graphql/generated/graphql.ts";

const LOOKS: Record<SyncState, { text: string; color: string; icon: Icon }> = {
  QUEUED: { text: "Queued", color: "cyan", icon: IconClock },
  RUNNING: { text: "Checking", color: "cyan", icon: IconRefresh },
  IDLE: { text: "Up to date", color: "teal", icon: IconCircleCheck },
  LATE: { text: "Late", color: "yellow", icon: IconAlertTriangle },
  STOPPED: { text: "Stopped", color: "red", icon: IconPlayerStop },
};

export function SyncStateBadge({ state }: { state: SyncState }) {
  const look = LOOKS[state];
  return (
    <Badge
      variant="light"
      color={look.color}
      leftSection={<look.icon size={13} aria-hidden />}
    >
      {look.text}
    </Badge>
  );
}
