import type { SyncView } from "./character-sync.ts";

/** Whether everything ESI lists for a character is here, and the sentence that says so. What holds a list up, the sync's own message says. */
export function listCompleteness({
  state,
  lastSyncAt,
  listed,
  pending,
  rejected,
}: Pick<
  SyncView,
  "state" | "lastSyncAt" | "listed" | "pending" | "rejected"
>): { isComplete: boolean; sentence: string } {
  const isHeldUp = state === "late" || state === "stopped";
  if (pending > 0)
    return {
      isComplete: false,
      sentence: `${pending} of ${listed} listed killmails ${pending === 1 ? "is" : "are"} still to be fetched${isHeldUp ? "." : "; that is under way."}`,
    };
  if (lastSyncAt === null)
    return {
      isComplete: false,
      sentence: "EVE's list has not been read to its end yet.",
    };
  if (isHeldUp)
    return {
      isComplete: false,
      sentence:
        "All that was listed at the last good check is here. What came since is not known.",
    };
  return {
    isComplete: true,
    sentence:
      rejected === 0
        ? "All of your 90-day list is here."
        : `All of your 90-day list is here, but for ${rejected} that EVE refuses to give.`,
  };
}
