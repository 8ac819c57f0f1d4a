/** The one source of time of a process. Rules never read `Date.now()` or SQL's `now()`. */
export interface Clock {
  now(): Date;
}

/** This machine's. A site's processes use PostgreSQL's instead, which is the same for all of them. */
export const systemClock: Clock = { now: () => new Date() };

export interface MovableClock extends Clock {
  advance(ms: number): void;
}

/** A clock that runs `factor` times as fast as `base` from now on: that of a world which is replayed. */
export function createFastClock(base: Clock, factor: number): Clock {
  const origin = base.now().getTime();
  return {
    now: () => new Date(origin + (base.now().getTime() - origin) * factor),
  };
}

/** A clock that runs on with `base` and can be moved forward, for tests and replays. */
export function createMovableClock(base: Clock = systemClock): MovableClock {
  let offsetMs = 0;
  return {
    now: () => new Date(base.now().getTime() + offsetMs),
    advance: (ms) => {
      offsetMs += ms;
    },
  };
}
