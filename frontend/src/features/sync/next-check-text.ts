import type { ListState } from "./sync-progress.ts";

/** The words, and a moment to go behind them as the distance from now. */
export function nextCheck(
  { state, nextSyncAt }: { state: ListState; nextSyncAt: string | null },
  nowMs: number,
): { text: string; time: string | null } {
  if (state === "STOPPED") return { text: "None", time: null };
  if (nextSyncAt === null) return { text: "Under way", time: null };
  if (state === "QUEUED")
    return { text: "Waits for a worker, due ", time: nextSyncAt };
  if (Date.parse(nextSyncAt) > nowMs) return { text: "", time: nextSyncAt };
  return { text: "Due ", time: nextSyncAt };
}
