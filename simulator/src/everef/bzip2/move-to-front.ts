export interface SymbolText {
  symbols: Uint16Array;
  /** The bytes that occur, rising. */
  usedBytes: number[];
  /** Of the different symbols: two for runs of zero, one for each byte but the first, one for the end. */
  alphabet: number;
}

const runA = 0;
const runB = 1;

/**
 * Turns sorted bytes into symbols: how far back a byte was last seen, runs of "just now" as their
 * length in digits of one and two, and a symbol that ends the block.
 */
export function moveToFront(bytes: Uint8Array): SymbolText {
  const usedBytes = [...new Set(bytes)].sort((a, b) => a - b);
  const recent = Uint8Array.from(usedBytes);
  const end = usedBytes.length + 1;
  const symbols = new Uint16Array(bytes.length + 1);
  let used = 0;
  let zeros = 0;

  const endRun = (): void => {
    for (let left = zeros; left > 0; left = (left - 1) >> 1)
      symbols[used++] = left % 2 === 1 ? runA : runB;
    zeros = 0;
  };

  for (const byte of bytes) {
    const place = recent.indexOf(byte);
    if (place === 0) {
      zeros++;
      continue;
    }
    endRun();
    symbols[used++] = place + 1;
    recent.copyWithin(1, 0, place);
    recent[0] = byte;
  }
  endRun();
  symbols[used++] = end;
  return { symbols: symbols.subarray(0, used), usedBytes, alphabet: end + 1 };
}
