/** The simulator's time: that of the machine (or a test) plus what it was advanced by. */
export interface Clock {
  now(): Date;
  advance(ms: number): void;
}

export function createClock(source: { now(): Date }): Clock {
  let advancedMs = 0;
  return {
    now: () => new Date(source.now().getTime() + advancedMs),
    advance(ms) {
      advancedMs += ms;
    },
  };
}
