import { RejectedError, UnavailableError } from "../../kernel/index.ts";
import { EsiRefusedError } from "../../platform/esi/index.ts";
import { scopeMissing } from "./killmail-scope.ts";
import { syncMessages } from "./sync-messages.ts";
import { isTokenRefused } from "./token-refused.ts";

export interface SyncFailure {
  readonly state: "late" | "stopped";
  readonly message: string;
  readonly nextSyncAt: Date | null;
  /** The queue has to bring the order back; otherwise what is written here is the end of it. */
  readonly isRetried: boolean;
}

const unsaidWaitMs = 60_000;
const tokenWaitMs = 60 * 60_000;
const bugWaitMs = 15 * 60_000;

/** What a failed check means for the character: late when the world is at fault, stopped when only the pilot can help. */
export function syncFailure(error: unknown, now: Date): SyncFailure {
  const late = (
    waitMs: number,
    message: (at: Date) => string,
    isRetried: boolean,
  ): SyncFailure => {
    const at = new Date(now.getTime() + waitMs);
    return { state: "late", message: message(at), nextSyncAt: at, isRetried };
  };
  if (error instanceof UnavailableError) {
    const at = error.retryAt?.getTime() ?? now.getTime() + unsaidWaitMs;
    return late(
      at - now.getTime(),
      (at) => syncMessages.unavailable(error, at),
      true,
    );
  }
  if (isTokenRefused(error))
    return late(tokenWaitMs, syncMessages.tokenRefused, false);
  const reason = stopReason(error);
  if (reason === null) return late(bugWaitMs, syncMessages.failed, true);
  return {
    state: "stopped",
    message: reason,
    nextSyncAt: null,
    isRetried: false,
  };
}

function stopReason(error: unknown): string | null {
  if (error instanceof EsiRefusedError) {
    if (error.status === 404) return syncMessages.gone;
    if (error.status !== 403) return null;
    return /not valid for scope/i.test(error.reason)
      ? syncMessages.scopeMissing
      : syncMessages.refused(error.reason);
  }
  if (!(error instanceof RejectedError)) return null;
  if (error.code === scopeMissing) return syncMessages.scopeMissing;
  // The text says whether it was taken back, or the character sold.
  return error.code === "AUTHORISATION_ENDED" ? error.message : null;
}
