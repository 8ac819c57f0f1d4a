/** The answer ESI keeps until it expires. */
interface Snapshot {
  lastModifiedMs: number;
  expiresMs: number;
  body: unknown;
}

export interface Snapshots {
  /** The kept answer for a key, or a fresh one that is kept for `seconds`. */
  take(
    key: string,
    seconds: number,
    nowMs: number,
    compute: () => unknown,
  ): Snapshot;
  /** Whether an answer for the key is kept and has not expired. */
  has(key: string, nowMs: number): boolean;
  /** Ends an answer before its time; the next one is visibly newer. */
  end(key: string): void;
  clear(): void;
}

const keptSnapshots = 20_000;

/**
 * ESI's cache: what happened since an answer was made stays hidden until the answer expires, and
 * all pages of one listing come from the same answer.
 */
export function createSnapshots(): Snapshots {
  const snapshots = new Map<string, Snapshot>();
  return {
    take(key, seconds, nowMs, compute) {
      const kept = snapshots.get(key);
      if (kept && kept.expiresMs > nowMs) return kept;
      const lastModifiedMs = Math.max(
        Math.floor(nowMs / 1_000) * 1_000,
        // Two answers of one second must not look like one.
        (kept?.lastModifiedMs ?? -Infinity) + 1_000,
      );
      const fresh: Snapshot = {
        lastModifiedMs,
        expiresMs: lastModifiedMs + seconds * 1_000,
        body: compute(),
      };
      snapshots.delete(key);
      snapshots.set(key, fresh);
      const [oldest] = snapshots.keys();
      if (snapshots.size > keptSnapshots && oldest !== undefined)
        snapshots.delete(oldest);
      return fresh;
    },
    has: (key, nowMs) => (snapshots.get(key)?.expiresMs ?? 0) > nowMs,
    end(key) {
      const kept = snapshots.get(key);
      if (kept) snapshots.set(key, { ...kept, expiresMs: 0 });
    },
    clear: () => snapshots.clear(),
  };
}

/** `Expires` and `Last-Modified` of what ESI renews once a day at 11:05 UTC. */
export function dailySpan(nowMs: number): {
  lastModifiedMs: number;
  expiresMs: number;
} {
  const dayMs = 24 * 3_600_000;
  const atMs = 11 * 3_600_000 + 5 * 60_000;
  const lastModifiedMs = Math.floor((nowMs - atMs) / dayMs) * dayMs + atMs;
  return { lastModifiedMs, expiresMs: lastModifiedMs + dayMs };
}
