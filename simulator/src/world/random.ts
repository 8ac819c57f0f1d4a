/** A repeatable source of numbers: the same seed gives the same sequence on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole, both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Value>(values: readonly [Value, ...Value[]] | readonly Value[]): Value;
  pickWeighted<Value>(
    values: readonly Value[],
    weight: (v: Value) => number,
  ): Value;
}

/** Mulberry32 over a mixed seed: tiny, fast and good enough for inventing a world. */
export function createRandom(...seeds: number[]): Random {
  let state = 0x9e3779b9;
  for (const seed of seeds) {
    state = Math.imul(state ^ (seed >>> 0), 0x85ebca6b);
    state = Math.imul(
      state ^ (state >>> 13) ^ Math.floor(seed / 0x100000000),
      0xc2b2ae35,
    );
    state ^= state >>> 16;
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick(values) {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error("nothing to pick from");
      return value;
    },
    pickWeighted(values, weight) {
      const total = values.reduce((sum, value) => sum + weight(value), 0);
      let left = next() * total;
      for (const value of values) {
        left -= weight(value);
        if (left < 0) return value;
      }
      const last = values.at(-1);
      if (last === undefined) throw new Error("nothing to pick from");
      return last;
    },
  };
}
