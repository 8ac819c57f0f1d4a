import type { Wrong } from "./wrong.ts";

export interface Wrongs {
  /** Lets something go wrong, without waiting until it is over. */
  next(): void;
  /** Waits until all of it is over. */
  over(): Promise<void>;
  /** How often each happened. */
  counts(): ReadonlyMap<string, number>;
}

/** Chooses by dice what goes wrong next. */
export function createWrongs(
  wrongs: readonly Wrong[],
  { random, log }: { random: () => number; log: (line: string) => void },
): Wrongs {
  const counts = new Map<string, number>(wrongs.map(({ name }) => [name, 0]));
  const happening = new Set<Promise<unknown>>();

  function choose(): Wrong | undefined {
    const possible = wrongs.filter(({ isPossible }) => isPossible?.() ?? true);
    const total = possible.reduce((sum, { weight }) => sum + weight, 0);
    let left = random() * total;
    return possible.find(({ weight }) => (left -= weight) < 0);
  }

  return {
    next() {
      const wrong = choose();
      if (wrong === undefined) return;
      counts.set(wrong.name, (counts.get(wrong.name) ?? 0) + 1);
      log(wrong.name);
      const over = Promise.resolve(wrong.happen());
      // Heard by `over`.
      over.catch(() => undefined);
      happening.add(over);
    },
    async over() {
      await Promise.all(happening);
    },
    counts: () => counts,
  };
}
