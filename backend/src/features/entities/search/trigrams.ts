/** Every three characters in a row of a normalized name, each as a number: what `entities.search_trigrams` holds. Two different ones may have one number; whoever finds by them looks again. */
export function trigramsOf(name: string): number[] {
  const characters = Array.from(name);
  const found = new Set<number>();
  for (let place = 0; place + 3 <= characters.length; place++)
    found.add(hashOf(characters.slice(place, place + 3)));
  return [...found];
}

/** FNV-1a over code points, as a signed int4. */
function hashOf(characters: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const character of characters) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
    // Code points above 255 have to reach all of the number.
    hash ^= hash >>> 15;
  }
  return hash | 0;
}

/**
 * Parts of a name's trigrams of which at least one is whole in every name that differs by one letter: that letter spoils
 * three trigrams in a row at most, which reach into two of three parts. Null for names too short to be cut.
 */
export function partsOf(name: string): number[][] | null {
  const trigrams = trigramsOf(name);
  const size = Math.floor(trigrams.length / 3);
  if (size < 1) return null;
  return [
    trigrams.slice(0, size),
    trigrams.slice(size, 2 * size),
    trigrams.slice(2 * size),
  ];
}

/** How alike two normalized names are, from 0 to 1: their common trigrams against all they have. */
export function similarity(one: string, other: string): number {
  const [a, b] = [new Set(trigramsOf(one)), new Set(trigramsOf(other))];
  if (a.size + b.size === 0) return 0;
  const common = [...a].filter((trigram) => b.has(trigram)).length;
  return (2 * common) / (a.size + b.size);
}
