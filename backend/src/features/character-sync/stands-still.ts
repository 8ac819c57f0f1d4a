import type { SyncState } from "./character-sync.ts";
import { listMessages } from "./list-messages.ts";

/** Longer than the scheduler's minute and a queue that is merely busy. */
export const patienceMs = 5 * 60_000;

/**
 * Why nothing has happened for five minutes that should have: nobody queues, nobody works. Null while all goes its way.
 * Nothing else would notice, since it is those who write the row that are missing.
 */
export function standsStill(
  {
    state,
    nextSyncAt,
    updatedAt,
  }: { state: SyncState; nextSyncAt: Date | null; updatedAt: Date },
  now: Date,
): string | null {
  const isOver = (moment: Date) =>
    now.getTime() - moment.getTime() > patienceMs;
  switch (state) {
    case "queued":
      return isOver(updatedAt) ? listMessages.waiting(updatedAt) : null;
    case "running":
      return isOver(updatedAt) ? listMessages.standing(updatedAt) : null;
    case "idle":
    case "late":
      return nextSyncAt !== null && isOver(nextSyncAt)
        ? listMessages.overdue(nextSyncAt)
        : null;
    case "stopped":
      return null;
  }
}
