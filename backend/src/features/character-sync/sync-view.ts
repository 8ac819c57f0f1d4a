import type { LinkedCharacterView } from "../accounts/index.ts";
import type { ReferenceCounts } from "../killmails/index.ts";
import type { SyncView } from "./character-sync.ts";
import { killmailScope } from "./killmail-scope.ts";
import type { SyncRow } from "./store.ts";
import { syncMessages } from "./sync-messages.ts";

/** The row of the list's checks, joined with what became of the listed mails: a pilot waits for both. */
export function syncView(
  link: LinkedCharacterView,
  row: SyncRow | undefined,
  counts: ReferenceCounts,
): SyncView {
  const { characterId, expiresAt, scopes } = link;
  const view = {
    characterId,
    lastSyncAt: row?.lastSyncAt ?? null,
    nextSyncAt: row?.nextSyncAt ?? null,
    ...counts,
  };
  const stopped = { ...view, state: "stopped", nextSyncAt: null } as const;
  if (expiresAt !== null)
    return { ...stopped, message: syncMessages.authorisationEnded };
  if (row === undefined || !scopes.includes(killmailScope))
    return { ...stopped, message: syncMessages.scopeMissing };
  const { state, message } = row;
  if (state === "idle" && counts.pending > 0)
    return {
      ...view,
      state: "running",
      message: syncMessages.fetching(counts.stored, counts.listed),
    };
  return { ...view, state, message };
}
