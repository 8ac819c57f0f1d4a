import type { Priority } from "../../../kernel/index.ts";
import type { RateLimit } from "./rate-limits.ts";

/**
 * Which share of the reserve work of each priority leaves for more urgent work. Live work is what happened just now: too
 * little to starve anybody (about 430 of 3,600 tokens even if every kill of New Eden came that way), and worthless when
 * late. Recent work keeps on through a pilot's first sync; dormant work, history, would fill every bucket for days.
 */
const sharesLeft: Readonly<Record<Priority, number>> = {
  immediate: 0,
  live: 0,
  recent: 0.5,
  dormant: 1,
};

/** How many of a bucket's tokens work of this priority may use, `reserve` (0 to 1) of them being the dormant's to leave. Never less than one call needs: nothing waits for ever. */
export function allowance(
  limit: RateLimit,
  priority: Priority,
  reserve: number,
): number {
  const left = Math.floor(limit.tokens * reserve * sharesLeft[priority]);
  return Math.max(limit.dearest, limit.tokens - Math.max(limit.spare, left));
}
