/** Moments this process has sent others away to: they will be back for a place each. */
export interface Promises {
  /** How many are still to come. */
  count(key: string, now: Date): number;
  add(key: string, moment: Date): void;
}

/**
 * Spreads who is refused over the time in which tokens come back. Without it all of a thousand waiting tasks would
 * return for the first token, and all but one be refused again, every second.
 */
export function createPromises(): Promises {
  const momentsByKey = new Map<string, number[]>();
  return {
    count(key, now) {
      const moments = momentsByKey.get(key);
      if (moments === undefined) return 0;
      const left = moments.filter((moment) => moment > now.getTime());
      if (left.length === 0) momentsByKey.delete(key);
      else momentsByKey.set(key, left);
      return left.length;
    },
    add(key, moment) {
      const moments = momentsByKey.get(key);
      if (moments === undefined) momentsByKey.set(key, [moment.getTime()]);
      else moments.push(moment.getTime());
    },
  };
}
