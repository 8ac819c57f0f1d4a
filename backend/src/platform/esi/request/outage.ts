/** Remembers, in this process, since when something asked for does not come. */
export interface Outage {
  /** It came, or was refused: whatever it was, it is over. */
  end(what: string): void;
  /** It failed again; returns when to try next: the longer it lasts, the later, 5 seconds to 5 minutes on. */
  retryAt(what: string, now: Date): Date;
}

const shortestMs = 5_000;
const longestMs = 5 * 60_000;
/** Forgotten after that, so that what nobody asks for again is not kept. */
const rememberedMs = 2 * longestMs;

/** Each by itself: a mail ESI can not build today must not be asked for every 5 seconds because all others come. */
export function createOutage(): Outage {
  const failing = new Map<string, { since: Date; lastAt: Date }>();
  return {
    end: (what) => void failing.delete(what),
    retryAt(what, now) {
      for (const [other, { lastAt }] of failing) {
        if (now.getTime() - lastAt.getTime() < rememberedMs) break;
        failing.delete(other);
      }
      const since = failing.get(what)?.since ?? now;
      // Set anew, so that the first of the map is the one that failed longest ago.
      failing.delete(what);
      failing.set(what, { since, lastAt: now });
      const lastedMs = now.getTime() - since.getTime();
      const delayMs = Math.min(longestMs, Math.max(shortestMs, lastedMs));
      return new Date(now.getTime() + delayMs);
    },
  };
}
