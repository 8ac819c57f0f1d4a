export interface TimeQueue<Value> {
  add(atMs: number, value: Value): void;
  /** The earliest that is due by then; of one moment the first added. */
  take(byMs: number): { atMs: number; value: Value } | undefined;
}

interface Waiting<Value> {
  atMs: number;
  place: number;
  value: Value;
}

/** What is to happen when; a heap, because tens of thousands wait in it. */
export function createTimeQueue<Value>(): TimeQueue<Value> {
  const heap: Waiting<Value>[] = [];
  let places = 0;

  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [heap[a], heap[b]];
    if (!one || !other) return one !== undefined;
    return (
      one.atMs < other.atMs ||
      (one.atMs === other.atMs && one.place < other.place)
    );
  };
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] as Waiting<Value>, heap[a] as Waiting<Value>];
  };

  return {
    add(atMs, value) {
      heap.push({ atMs, place: places++, value });
      let child = heap.length - 1;
      while (child > 0) {
        const parent = (child - 1) >> 1;
        if (!isBefore(child, parent)) break;
        swap(child, parent);
        child = parent;
      }
    },
    take(byMs) {
      const [first] = heap;
      if (!first || first.atMs > byMs) return undefined;
      swap(0, heap.length - 1);
      heap.pop();
      let parent = 0;
      for (;;) {
        const left = 2 * parent + 1;
        if (left >= heap.length) break;
        const child = isBefore(left + 1, left) ? left + 1 : left;
        if (!isBefore(child, parent)) break;
        swap(child, parent);
        parent = child;
      }
      return { atMs: first.atMs, value: first.value };
    },
  };
}
