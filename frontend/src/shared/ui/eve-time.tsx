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

interface RelativeTimeProps {
  time: string;
  /** A stop of the tabulator, so that the tooltip shows without a mouse: not for every row of a table. */
  isFocusable?: boolean;
}

/** How long ago or until when, ticking, with the EVE time as a tooltip. */
export function RelativeTime({ time, isFocusable }: RelativeTimeProps) {
  const nowMs = useNow(1_000);
  return (
    <Tooltip
      label={`${formatEveTimeToSecond(time)} EVE time`}
      events={{ hover: true, focus: true, touch: true }}
    >
      <time dateTime={time} {...(isFocusable === true && { tabIndex: 0 })}>
        {formatRelativeTime(time, nowMs)}
      </time>
    </Tooltip>
  );
}
