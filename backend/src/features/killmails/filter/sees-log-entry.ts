import type { GrantId } from "../../../kernel/index.ts";
import type { LogEntry } from "../killmails.ts";

/**
 * The twin of store/visible-to.ts for streams: does this entry make its mail visible to a viewer with these live
 * grants? False too when an earlier entry already did, so that a subscriber receives each mail once.
 */
export function seesLogEntry(
  liveGrants: ReadonlySet<GrantId>,
  entry: LogEntry,
): boolean {
  const opens = (grantId: GrantId | null) =>
    grantId === null || liveGrants.has(grantId);
  return opens(entry.grantId) && !entry.earlierGrantIds.some(opens);
}
