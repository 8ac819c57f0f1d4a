import type { LinkedCharacterView } from "../accounts/index.ts";
import type { Failing } from "../../platform/queue/index.ts";
import type { ReferenceCounts } from "../killmails/index.ts";
import type { SyncView, TokenCount } from "./character-sync.ts";
import { dueAt } from "./due-at.ts";
import { killmailScope } from "./killmail-scope.ts";
import { standsStill } from "./stands-still.ts";
import type { SyncRow } from "./store.ts";
import { syncMessages } from "./sync-messages.ts";

export interface MailCounts extends ReferenceCounts {
  /** Of the pending ones, those whose fetching has failed so far; null when none is pending. */
  readonly unfetched: Failing | null;
}

/** The row of the list's checks, joined with what became of the listed mails: a pilot waits for both. */
export function syncView(
  link: LinkedCharacterView,
  row: SyncRow | undefined,
  { unfetched, ...counts }: MailCounts,
  { tokens, now }: { tokens: TokenCount; now: Date },
): SyncView {
  const { characterId, grantId, expiresAt, scopes } = link;
  const view = {
    characterId,
    grantId,
    lastSyncAt: row?.lastSyncAt ?? null,
    nextSyncAt: row === undefined ? null : dueAt(row),
    needsLogin: false,
    notice: noticeOf(row, now),
    tokens,
    ...counts,
  };
  const stopped = { ...view, state: "stopped", nextSyncAt: null } as const;
  const needsLogin = true;
  if (row?.message === syncMessages.gone)
    return { ...stopped, message: row.message };
  if (expiresAt !== null)
    return {
      ...stopped,
      needsLogin,
      message: link.expiredReason ?? syncMessages.authorisationEnded,
    };
  if (row === undefined || !scopes.includes(killmailScope))
    return { ...stopped, needsLogin, message: syncMessages.scopeMissing };
  const { state, message } = row;
  if (state === "stopped") return { ...stopped, needsLogin, message };
  const stillness = standsStill(row, now);
  if (stillness !== null) return { ...view, state: "late", message: stillness };
  if (state === "idle" && unfetched !== null && unfetched.count > 0)
    return {
      ...view,
      // Late once nothing moves any more.
      state: unfetched.count < counts.pending ? "running" : "late",
      message: syncMessages.unfetched(unfetched, now),
    };
  if (state === "idle" && counts.pending > 0)
    return {
      ...view,
      state: "running",
      message: syncMessages.fetching(counts.stored, counts.listed),
    };
  return { ...view, state, message };
}

const noticedForMs = 30 * 24 * 60 * 60_000;

function noticeOf(row: SyncRow | undefined, now: Date): string | null {
  const movedAt = row?.movedAt ?? null;
  return movedAt === null || now.getTime() - movedAt.getTime() > noticedForMs
    ? null
    : syncMessages.moved(movedAt);
}
