import { useEffect, useEffectEvent } from "react";

const WAITS_MS = [3_000, 5_000, 8_000, 15_000, 30_000, 60_000];

/**
 * Calls `retry` a few times at growing distances while `subject` stays the same and is not null; a new subject starts over.
 */
export function useRetries(subject: string | null, retry: () => void): void {
  const onRetry = useEffectEvent(retry);
  useEffect(() => {
    if (subject === null) return;
    let attempt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const schedule = (): void => {
      const waitMs = WAITS_MS[attempt];
      if (waitMs === undefined) return;
      attempt += 1;
      timer = setTimeout(() => {
        onRetry();
        schedule();
      }, waitMs);
    };
    schedule();
    return () => clearTimeout(timer);
  }, [subject]);
}
