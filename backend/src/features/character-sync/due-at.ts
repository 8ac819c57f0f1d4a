import type { SyncState } from "./character-sync.ts";

/** When a check is due, or since when it has been: while one waits for a worker or is under way, the row's own time is only when it would be ordered again. */
export function dueAt({
  state,
  nextSyncAt,
  updatedAt,
}: {
  state: SyncState;
  nextSyncAt: Date | null;
  updatedAt: Date;
}): Date | null {
  if (state === "stopped" || state === "running") return null;
  return state === "queued" ? updatedAt : nextSyncAt;
}
