import { Tooltip } from "@mantine/core";
import {
  formatEveTime,
  formatEveTimeToSecond,
  formatRelativeTime,
} from "../format/eve-time.ts";
import { useNow } from "../use-now.ts";

interface EveTimeProps {
  time: string;
  hasSeconds?: boolean;
}

/** EVE time with how long ago that was as a tooltip. */
export function EveTime({ time, hasSeconds = false }: EveTimeProps) {
  const nowMs = useNow(30_000);
  const text = hasSeconds ? formatEveTimeToSecond(time) : formatEveTime(time);
  return (
    <Tooltip label={`${formatRelativeTime(time, nowMs)} (EVE time, UTC)`}>
      <time dateTime={time}>{text}</time>
    </Tooltip>
  );
}

/** How long ago or until when, ticking, with the EVE time as a tooltip. */
export function RelativeTime({ time }: { time: string }) {
  const nowMs = useNow(1_000);
  return (
    <Tooltip label={`${formatEveTimeToSecond(time)} EVE time`}>
      <time dateTime={time}>{formatRelativeTime(time, nowMs)}</time>
    </Tooltip>
  );
}
