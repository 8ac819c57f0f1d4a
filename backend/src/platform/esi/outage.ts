/** Remembers, in this process, since when ESI does not answer as it should. */
export interface Outage {
  /** ESI answered: whatever it was, it is over. */
  end(): void;
  /** ESI failed again; returns when to try next: the longer it lasts, the later, 5 seconds to 5 minutes on. */
  retryAt(now: Date): Date;
}

const shortestMs = 5_000;
const longestMs = 5 * 60_000;

export function createOutage(): Outage {
  let since: Date | null = null;
  return {
    end: () => {
      since = null;
    },
    retryAt(now) {
      since ??= now;
      const lastedMs = now.getTime() - since.getTime();
      const delayMs = Math.min(longestMs, Math.max(shortestMs, lastedMs));
      return new Date(now.getTime() + delayMs);
    },
  };
}
