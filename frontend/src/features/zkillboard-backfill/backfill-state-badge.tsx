import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconPlayerPause,
  IconPlayerStop,
  IconRefresh,
  type Icon,
} from "@tabler/icons-react";
import type { ZkillboardBackfillState } from "../../graphql/generated/graphql.ts";

const LOOKS: Record<
  ZkillboardBackfillState,
  { text: string; color: string; icon: Icon }
> = {
  QUEUED: { text: "Queued", color: "cyan", icon: IconClock },
  RUNNING: { text: "Reading", color: "cyan", icon: IconRefresh },
  PAUSED: { text: "Paused", color: "yellow", icon: IconPlayerPause },
  CANCELLED: { text: "Cancelled", color: "gray", icon: IconPlayerStop },
  DONE: { text: "Done", color: "teal", icon: IconCircleCheck },
  FAILED: { text: "Failed", color: "red", icon: IconAlertTriangle },
};

export function BackfillStateBadge({
  state,
}: {
  state: ZkillboardBackfillState;
}) {
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
