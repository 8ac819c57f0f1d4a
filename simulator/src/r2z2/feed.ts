import type { Board } from "../boards/board.ts";
import { createTimeQueue } from "../boards/time-queue.ts";
import type { KillmailEntry } from "../world/killmail-index.ts";
import { createRandom } from "../world/random.ts";
import type { World } from "../world/world.ts";

export interface FeedFile {
  sequence: number;
  entry: KillmailEntry;
  /** When it was written last. */
  writtenMs: number;
  /** An older file that was written again before this one. */
  updated?: number | undefined;
}

export interface Feed {
  /** Undefined: not published yet, never used, or gone. */
  file(sequence: number): FeedFile | undefined;
  /** What `sequence.json` says, which lags behind. */
  shown(): { sequence: number; writtenMs: number };
  /** The newest file there is. */
  newest(): FeedFile | undefined;
  /** Leaves so many numbers unused before the next file. */
  skip(numbers: number): void;
  /** Writes the newest file of a mail again and announces it; false when it has none. */
  rewrite(killmailId: number): boolean;
}

export interface FeedOptions {
  world: World;
  board: Board;
  /** The number before the first one. */
  afterSequence: number;
  /** Told of each number `sequence.json` comes to show. */
  onShown?: (sequence: number) => void;
}

type Happening =
  | { kind: "post"; entry: KillmailEntry; isByHand: boolean }
  | { kind: "rewrite"; entry: KillmailEntry };

/** `sequence.json` is written when it is further behind than this (zKillboard's source). */
const mostBehind = 51;
const keptMs = 24 * 3_600_000;

/**
 * zKillboard's sequence of published killmails. Numbers rise in the order of posting; some are
 * never used, some mails are posted twice, and what changes later is written again under its old
 * number, which the next new file announces.
 */
export function createFeed(options: FeedOptions): Feed {
  const { world, board } = options;
  const queue = createTimeQueue<Happening>();
  const files = new Map<number, FeedFile>();
  const newestOf = new Map<number, number>();
  let rewritten: number[] = [];
  let seen = 0;
  let last = options.afterSequence;
  let shown = { sequence: last, writtenMs: board.now() };

  const write = (entry: KillmailEntry, atMs: number): void => {
    last++;
    while (!world.isStill && isUnused(last)) last++;
    const [updated, ...others] = rewritten;
    rewritten = others;
    files.set(last, {
      sequence: last,
      entry,
      writtenMs: atMs,
      ...(updated === undefined ? {} : { updated }),
    });
    newestOf.set(entry.id, last);
    if (last - shown.sequence <= mostBehind) return;
    shown = { sequence: last, writtenMs: atMs };
    options.onShown?.(last);
  };

  const rewrite = (id: number, atMs: number): boolean => {
    const sequence = newestOf.get(id);
    const file = sequence === undefined ? undefined : files.get(sequence);
    if (!file) return false;
    file.writtenMs = Math.max(file.writtenMs, atMs);
    rewritten.push(file.sequence);
    return true;
  };

  const post = (
    happening: Happening & { kind: "post" },
    atMs: number,
  ): void => {
    const { entry, isByHand } = happening;
    const isFirst = !newestOf.has(entry.id);
    write(entry, atMs);
    if (world.isStill || !isFirst) return;
    const gankedMs = board.gankedMs(entry);
    if (gankedMs !== undefined && gankedMs > atMs)
      queue.add(gankedMs, { kind: "rewrite", entry });
    const random = createRandom(entry.id, 603);
    if (!isByHand && random.chance(postedAgainShare))
      queue.add(atMs + random.between(600_000, 28_800_000), happening);
  };

  const catchUp = (): number => {
    const nowMs = board.now();
    const posts = world.posts();
    for (; seen < posts.length; seen++) {
      const next = posts[seen];
      if (next) queue.add(next.atMs, { kind: "post", ...next });
    }
    for (;;) {
      const due = queue.take(nowMs);
      if (!due) break;
      if (due.value.kind === "post") post(due.value, due.atMs);
      else rewrite(due.value.entry.id, due.atMs);
    }
    for (const [sequence, file] of files) {
      if (file.writtenMs > nowMs - keptMs) break;
      files.delete(sequence);
      if (newestOf.get(file.entry.id) === sequence)
        newestOf.delete(file.entry.id);
    }
    return nowMs;
  };

  const current = (file: FeedFile | undefined): FeedFile | undefined =>
    file && file.writtenMs > catchUp() - keptMs ? file : undefined;

  return {
    file(sequence) {
      catchUp();
      return current(files.get(sequence));
    },
    shown() {
      catchUp();
      return shown;
    },
    newest() {
      catchUp();
      return current(files.get(last));
    },
    skip(numbers) {
      catchUp();
      last += numbers;
    },
    rewrite(killmailId) {
      return rewrite(killmailId, catchUp());
    },
  };
}

export interface FeedState {
  /** What `sequence.json` says. */
  shown: number;
  /** The newest file and its mail, unless it is gone. */
  newest?: { sequence: number; killmailId: number };
}

/** Where the feed is, for those who control it. */
export function feedState(feed: Feed): FeedState {
  const newest = feed.newest();
  return {
    shown: feed.shown().sequence,
    ...(newest === undefined
      ? {}
      : {
          newest: { sequence: newest.sequence, killmailId: newest.entry.id },
        }),
  };
}

const postedAgainShare = 1 / 250;

/** A number that was drawn but never published. */
const isUnused = (sequence: number): boolean =>
  createRandom(sequence, 602).chance(1 / 120);
