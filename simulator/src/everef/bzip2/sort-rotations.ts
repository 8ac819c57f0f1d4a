/**
 * The Burrows-Wheeler transform: all rotations of a text in order, of which the last bytes are kept,
 * and the place of the text itself among them. Sorts by ever longer beginnings, doubling each time.
 */
export function sortRotations(text: Uint8Array): {
  lastBytes: Uint8Array;
  origin: number;
} {
  const size = text.length;
  const order = new Int32Array(size);
  const spare = new Int32Array(size);
  let rank = Int32Array.from(text);
  let nextRank = new Int32Array(size);
  const firstOf = new Int32Array(Math.max(256, size) + 1);

  /** Brings starts into the order of their ranks; those of one rank stay as they were. */
  const sortByRank = (starts: Int32Array, sorted: Int32Array): void => {
    firstOf.fill(0);
    for (const start of starts) {
      const after = at(rank, start) + 1;
      firstOf[after] = at(firstOf, after) + 1;
    }
    for (let value = 1; value < firstOf.length; value++)
      firstOf[value] = at(firstOf, value) + at(firstOf, value - 1);
    for (const start of starts) {
      const value = at(rank, start);
      const place = at(firstOf, value);
      sorted[place] = start;
      firstOf[value] = place + 1;
    }
  };

  /** Ranks by the first `length` bytes and as many after them; returns how many ranks there are. */
  const rankAgain = (length: number): number => {
    let last = 0;
    nextRank[at(order, 0)] = 0;
    for (let place = 1; place < size; place++) {
      const one = at(order, place - 1);
      const other = at(order, place);
      if (
        at(rank, one) !== at(rank, other) ||
        at(rank, (one + length) % size) !== at(rank, (other + length) % size)
      )
        last++;
      nextRank[other] = last;
    }
    [rank, nextRank] = [nextRank, rank];
    return last + 1;
  };

  for (let start = 0; start < size; start++) spare[start] = start;
  sortByRank(spare, order);
  let ranks = rankAgain(0);
  for (let length = 1; length < size && ranks < size; length *= 2) {
    // The order by what follows, then stably by what stands first.
    for (let place = 0; place < size; place++)
      spare[place] = (at(order, place) - length + size) % size;
    sortByRank(spare, order);
    ranks = rankAgain(length);
  }

  const lastBytes = new Uint8Array(size);
  for (let place = 0; place < size; place++)
    lastBytes[place] = at(text, (at(order, place) - 1 + size) % size);
  return { lastBytes, origin: order.indexOf(0) };
}

const at = (numbers: Int32Array | Uint8Array, place: number): number =>
  numbers[place] ?? 0;
