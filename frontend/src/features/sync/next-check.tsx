import { RelativeTime } from "../../shared/ui/eve-time.tsx";
import { useNow } from "../../shared/use-now.ts";
import type { ListState } from "./sync-progress.ts";
import { nextCheck } from "./next-check-text.ts";

interface NextCheckProps {
  state: ListState;
  nextSyncAt: string | null;
}

/** When the list is read next, or what that waits for. */
export function NextCheck({ state, nextSyncAt }: NextCheckProps) {
  const nowMs = useNow(1_000);
  const { text, time } = nextCheck({ state, nextSyncAt }, nowMs);
  return (
    <>
      {text}
      {time === null ? null : <RelativeTime time={time} isFocusable />}
    </>
  );
}
