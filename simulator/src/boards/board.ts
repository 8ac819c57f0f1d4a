import type { KillmailEntry } from "../world/killmail-index.ts";
import type { World } from "../world/world.ts";
import { highSecurity } from "./labels.ts";
import type { Zkb } from "./zkb.ts";
import { zkbOf } from "./zkb.ts";

/** What everybody may know of a world's killmails, and since when: the ground all public services stand on. */
export interface Board {
  now(): number;
  /** A mail that was posted by now. */
  entry(id: number): KillmailEntry | undefined;
  /** The mails of a day, `YYYYMMDD`, that were posted by then, by rising id. */
  mailsOfDay(day: string, byMs: number): KillmailEntry[];
  /** The days that have any mail posted by then, oldest first. */
  days(byMs: number): string[];
  /** All that were or will be posted, each once, in the order they became known; it only grows. */
  entries(): readonly KillmailEntry[];
  /** zKillboard's view of a mail as of then, by default of now. */
  zkbOf(entry: KillmailEntry, atMs?: number): Zkb;
  /** When zKillboard finds out that a kill was a gank, if it does: minutes after it was posted. */
  gankedMs(entry: KillmailEntry): number | undefined;
  /** Adds labels to a mail now; undefined when nothing is known of it. */
  relabel(id: number, labels: readonly string[]): KillmailEntry | undefined;
}

const quarterMs = 15 * 60_000;

export function createBoard(world: World): Board {
  const known = new Set<number>();
  const entries: KillmailEntry[] = [];
  const byDay = new Map<string, KillmailEntry[]>();
  const unsorted = new Set<string>();
  const laterLabels = new Map<number, { label: string; fromMs: number }[]>();
  let seen = 0;

  const now = (): number => world.killmailClock().getTime();

  const catchUp = (): void => {
    const posts = world.posts();
    for (; seen < posts.length; seen++) {
      const entry = posts[seen]?.entry;
      if (!entry || known.has(entry.id)) continue;
      known.add(entry.id);
      entries.push(entry);
      const day = dayOf(entry.timeMs);
      const mails = byDay.get(day);
      if (mails) mails.push(entry);
      else byDay.set(day, [entry]);
      unsorted.add(day);
    }
  };

  const isPosted = (entry: KillmailEntry, byMs: number): boolean =>
    (entry.postedMs ?? Infinity) <= byMs;

  const mailsOfDay = (day: string, byMs: number): KillmailEntry[] => {
    catchUp();
    const mails = byDay.get(day) ?? [];
    if (unsorted.delete(day)) mails.sort((a, b) => a.id - b.id);
    return mails.filter((entry) => isPosted(entry, byMs));
  };

  const entryOf = (id: number): KillmailEntry | undefined => {
    catchUp();
    const entry = world.entryOf(id);
    return entry && isPosted(entry, now()) ? entry : undefined;
  };

  const gankedMs = (entry: KillmailEntry): number | undefined => {
    if (world.isStill || !entry.isByOutlaw || entry.postedMs === undefined)
      return undefined;
    const security = world.universe.system(entry.systemId)?.security ?? 0;
    if (security < highSecurity) return undefined;
    return Math.ceil((entry.postedMs + 300_000) / quarterMs) * quarterMs;
  };

  return {
    now,
    entry: entryOf,
    entries() {
      catchUp();
      return entries;
    },
    mailsOfDay,
    days(byMs) {
      catchUp();
      return [...byDay.keys()]
        .sort()
        .filter((day) =>
          byDay.get(day)?.some((entry) => isPosted(entry, byMs)),
        );
    },
    zkbOf(entry, atMs = now()) {
      const zkb =
        world.recordedZkb(entry) ??
        zkbOf(world.universe, world.bodyOf(entry), world.shownHash(entry));
      const ganked = (gankedMs(entry) ?? Infinity) <= atMs ? ["ganked"] : [];
      const added = (laterLabels.get(entry.id) ?? [])
        .filter(({ fromMs }) => fromMs <= atMs)
        .map(({ label }) => label);
      const later = [...ganked, ...added];
      return later.length === 0
        ? zkb
        : { ...zkb, labels: [...new Set([...zkb.labels, ...later])] };
    },
    gankedMs,
    relabel(id, labels) {
      const entry = entryOf(id);
      if (!entry) return undefined;
      const fromMs = now();
      laterLabels.set(id, [
        ...(laterLabels.get(id) ?? []),
        ...labels.map((label) => ({ label, fromMs })),
      ]);
      return entry;
    },
  };
}

/** The day of a kill as the boards name their files. */
export const dayOf = (timeMs: number): string =>
  new Date(timeMs).toISOString().slice(0, 10).replaceAll("-", "");
