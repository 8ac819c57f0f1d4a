import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconPlayerPause,
  IconPlayerStop,
  IconRefresh,
} from "@tabler/icons-react";
import { StateBadge, type StateLook } from "../../shared/ui/state-badge.tsx";
import type { ZkillboardBackfillState } from "../../graphql/generated/graphql.ts";

const LOOKS: Record<ZkillboardBackfillState, StateLook> = {
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
  return <StateBadge {...LOOKS[state]} />;
}
