const longest = 17;

/** Huffman's code lengths for symbols that occur so often; every symbol gets one of 1 to 17 bits. */
export function codeLengths(counts: readonly number[]): number[] {
  // Where codes become too long, flatter counts give shorter ones.
  for (let flatten = 0; ; flatten++) {
    const lengths = huffman(counts.map((count) => 1 + (count >> flatten)));
    if (Math.max(...lengths) <= longest) return lengths;
  }
}

interface Tree {
  weight: number;
  symbols: number[];
}

function huffman(weights: readonly number[]): number[] {
  const lengths = weights.map(() => 0);
  const trees: Tree[] = weights
    .map((weight, symbol) => ({ weight, symbols: [symbol] }))
    .sort((a, b) => b.weight - a.weight);
  while (trees.length > 1) {
    const one = trees.pop();
    const other = trees.pop();
    if (!one || !other) break;
    const joined = {
      weight: one.weight + other.weight,
      symbols: [...one.symbols, ...other.symbols],
    };
    for (const symbol of joined.symbols)
      lengths[symbol] = (lengths[symbol] ?? 0) + 1;
    const place = trees.findLastIndex(({ weight }) => weight >= joined.weight);
    trees.splice(place + 1, 0, joined);
  }
  return lengths;
}

/** The codes that belong to the lengths: shorter ones first, then by symbol. */
export function codesOf(lengths: readonly number[]): number[] {
  const codes = lengths.map(() => 0);
  let code = 0;
  for (let length = 1; length <= longest; length++) {
    lengths.forEach((own, symbol) => {
      if (own === length) codes[symbol] = code++;
    });
    code <<= 1;
  }
  return codes;
}
