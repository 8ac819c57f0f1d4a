import type {
  FeedOddity,
  FeedStatus,
} from "@killreport/backend/features/live-feed/index.ts";
import { columns } from "./columns.ts";
import { moment } from "./moment.ts";

/** How the live feed goes, and what became of odd entries. */
export function liveFeedLines({
  state,
  message,
  lastSequence,
  lastKillmailAt,
  oddities,
}: FeedStatus & { oddities: readonly FeedOddity[] }): string[] {
  const place =
    lastSequence === null
      ? ""
      : ` Entry ${lastSequence}, published ${moment(lastKillmailAt)}.`;
  const lines = [`Live feed: ${state}. ${message}${place}`];
  if (oddities.length === 0) return lines;
  return [
    ...lines,
    ...columns([
      ["entry", "killmail", "what", "at", "why"],
      ...oddities.map(({ sequence, killmailId, kind, noticedAt, reason }) => [
        String(sequence),
        killmailId === null ? "-" : String(killmailId),
        kind,
        moment(noticedAt),
        reason,
      ]),
    ]),
  ];
}
