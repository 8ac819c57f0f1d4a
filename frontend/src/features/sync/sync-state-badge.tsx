import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconLogin2,
  IconPlayerStop,
  IconPower,
  IconRefresh,
  IconShieldX,
} from "@tabler/icons-react";
import { StateBadge, type StateLook } from "../../shared/ui/state-badge.tsx";
import type { ListState } from "./sync-progress.ts";

const LOOKS: Record<ListState, StateLook> = {
  OFF: { text: "Off", color: "gray", icon: IconPower },
  REFUSED: { text: "Not allowed", color: "red", icon: IconShieldX },
  LOGIN_NEEDED: { text: "Login needed", color: "yellow", icon: IconLogin2 },
  CHECKING: { text: "Asking EVE", color: "cyan", icon: IconRefresh },
  QUEUED: { text: "Queued", color: "cyan", icon: IconClock },
  RUNNING: { text: "Checking", color: "cyan", icon: IconRefresh },
  IDLE: { text: "Up to date", color: "teal", icon: IconCircleCheck },
  LATE: { text: "Late", color: "yellow", icon: IconAlertTriangle },
  STOPPED: { text: "Stopped", color: "red", icon: IconPlayerStop },
};

export function SyncStateBadge({ state }: { state: ListState }) {
  return <StateBadge {...LOOKS[state]} />;
}
