import type {
  CorporationSyncState,
  SyncState,
} from "../../graphql/generated/graphql.ts";

/** Of a character's list or a corporation's. */
export type ListState = SyncState | CorporationSyncState;

export interface SyncNumbers {
  state: ListState;
  listed: number;
  stored: number;
  pending: number;
  rejected: number;
  lastSyncAt: string | null;
}

/** True while a worker has something to do for this list. */
export function isSyncing(sync: SyncNumbers): boolean {
  if (sync.state === "STOPPED") return false;
  return (
    sync.state === "QUEUED" || sync.state === "RUNNING" || sync.pending > 0
  );
}

/** True until the first list has been read and every mail on it was fetched. */
export function isFirstSync(sync: SyncNumbers): boolean {
  return (
    sync.state !== "STOPPED" && (sync.lastSyncAt === null || sync.pending > 0)
  );
}

/** Share of listed mails that are dealt with, 0 to 100; null while nothing is known to share. */
export function percentDone(sync: SyncNumbers): number | null {
  if (sync.listed === 0) return isSyncing(sync) ? null : 100;
  const done = Math.min(sync.listed, sync.stored + sync.rejected);
  return Math.floor((100 * done) / sync.listed);
}
