import type { KillmailEntry } from "./killmail-index.ts";
import { createRandom } from "./random.ts";

/** A killmail reaches the public boards: zKillboard, its feed, EVE Ref. */
export interface Post {
  entry: KillmailEntry;
  /** On the killmail clock; may lie ahead. */
  atMs: number;
  /** Somebody said so: chance does not add to it. */
  isByHand: boolean;
}

export interface PostBook {
  /** In the order they were entered; it only grows. */
  posts: readonly Post[];
  add(post: Post): void;
  /** Posts a mail now: a private one becomes public, a public one is posted again. */
  publish(entry: KillmailEntry, nowMs: number): void;
}

/** What was posted of a world's killmails, and what will be. */
export function createPostBook(): PostBook {
  const posts: Post[] = [];
  return {
    posts,
    add(post) {
      posts.push(post);
    },
    publish(entry, nowMs) {
      entry.postedMs = Math.min(entry.postedMs ?? nowMs, nowMs);
      posts.push({ entry, atMs: nowMs, isByHand: true });
    },
  };
}

const minuteMs = 60_000;

/**
 * How long after a kill somebody's board learns of it: mostly within ESI's cache time, at times
 * hours, seldom days. The same for the same id.
 */
export function postingDelayMs(killmailId: number): number {
  const random = createRandom(killmailId, 601);
  const kind = random.next();
  if (kind < 0.7) return random.between(15_000, 2 * minuteMs);
  if (kind < 0.92) return random.between(2 * minuteMs, 20 * minuteMs);
  if (kind < 0.98) return random.between(20 * minuteMs, 360 * minuteMs);
  return random.between(360 * minuteMs, 3_600 * minuteMs);
}
