import type { FeedPlace } from "./feed-place.ts";
import type { FeedHealth, FeedStatus } from "./live-feed.ts";
import type { FeedState } from "./reading/feed-state.ts";
import type { FeedRow } from "./store/feed-row.ts";

/** sequence.json lags by some fifty: so far behind it is not behind. */
const usualLag = 60;
/** Who follows the feed writes every 20 seconds. */
const silenceMs = 90_000;

/** What the process that follows the feed says of it. */
export function describeState({
  position,
  head,
  missingHead,
  trouble,
  notBefore,
}: FeedState): { state: FeedHealth; message: string } {
  if (trouble !== null)
    return { state: "backing-off", message: notNow(trouble.reason, notBefore) };
  const behind = behindBy(position, head);
  if (behind > usualLag)
    return { state: "catching-up", message: `${behind} entries behind.` };
  const comeIn = "Killmails come in as they are published.";
  return {
    state: "live",
    message:
      missingHead === null
        ? comeIn
        : `${comeIn} sequence.json names entry ${missingHead}, which is not there: it is asked again.`,
  };
}

export function notNow(reason: string, until: Date): string {
  return `${reason}. Next try at ${until.toISOString().slice(11, 19)} UTC.`;
}

/** The same for whoever asks, in another process and perhaps long after. */
export function describeStatus(
  row: FeedRow | null,
  place: FeedPlace | null,
  { isOn, now }: { isOn: boolean; now: Date },
): FeedStatus {
  const known = {
    lastSequence: place?.sequence ?? null,
    behindBy: behindBy(place?.sequence ?? null, row?.head ?? null),
    lastKillmailAt: place?.uploadedAt ?? null,
  };
  if (!isOn)
    return { ...known, state: "off", message: "Switched off (LIVE_FEED=off)." };
  if (row === null || now.getTime() - row.updatedAt.getTime() > silenceMs)
    return {
      ...known,
      state: "stopped",
      message: `No process follows the feed${row === null ? "" : ` since ${row.updatedAt.toISOString()}`}: start worker:live-feed. It goes on where it stopped.`,
    };
  return { ...known, state: row.state, message: row.message };
}

function behindBy(position: number | null, head: number | null): number {
  return position === null || head === null ? 0 : Math.max(0, head - position);
}
