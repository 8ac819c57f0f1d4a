import type { KillmailEntry } from "../world/killmail-index.ts";

interface CachedPage {
  entries: readonly KillmailEntry[];
  madeMs: number;
  expiresMs: number;
}

export interface CachedPages {
  take(path: string, find: () => KillmailEntry[]): CachedPage;
}

const cachedMs = 3_600_000;
const mostPages = 5_000;

/** What was answered is answered again for an hour, whatever happened since. */
export function createCachedPages(now: () => number): CachedPages {
  const pages = new Map<string, CachedPage>();
  return {
    take(path, find) {
      const nowMs = now();
      const known = pages.get(path);
      if (known && known.expiresMs > nowMs) return known;
      const madeMs = Math.floor(nowMs / 1_000) * 1_000;
      const fresh = { entries: find(), madeMs, expiresMs: madeMs + cachedMs };
      pages.delete(path);
      pages.set(path, fresh);
      for (const [oldest, { expiresMs }] of pages) {
        if (expiresMs > nowMs && pages.size <= mostPages) break;
        pages.delete(oldest);
      }
      return fresh;
    },
  };
}
