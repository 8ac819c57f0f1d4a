import type { BitWriter } from "./bit-writer.ts";
import type { Block } from "./block-builder.ts";
import { codeLengths, codesOf } from "./code-lengths.ts";
import { moveToFront } from "./move-to-front.ts";
import { sortRotations } from "./sort-rotations.ts";

const symbolsPerGroup = 50;

/** Sorts, encodes and writes one block. One Huffman code serves all of it, named twice: the format wants two. */
export function writeBlock(bits: BitWriter, { bytes, checksum }: Block): void {
  const { lastBytes, origin } = sortRotations(bytes);
  const { symbols, usedBytes, alphabet } = moveToFront(lastBytes);
  const counts = Array.from({ length: alphabet }, () => 0);
  for (const symbol of symbols) counts[symbol] = (counts[symbol] ?? 0) + 1;
  const lengths = codeLengths(counts);
  const codes = codesOf(lengths);

  bits.write(0x314159, 24);
  bits.write(0x265359, 24);
  bits.write(checksum, 32);
  bits.write(0, 1);
  bits.write(origin, 24);
  writeUsedBytes(bits, usedBytes);

  bits.write(2, 3);
  const groups = Math.ceil(symbols.length / symbolsPerGroup);
  bits.write(groups, 15);
  for (let group = 0; group < groups; group++) bits.write(0, 1);
  writeLengths(bits, lengths);
  writeLengths(bits, lengths);
  for (const symbol of symbols)
    bits.write(codes[symbol] ?? 0, lengths[symbol] ?? 0);
}

/** Which of 16 stretches of 16 bytes occur, then which bytes of each. */
function writeUsedBytes(bits: BitWriter, usedBytes: readonly number[]): void {
  const used = new Set(usedBytes);
  const places = Array.from({ length: 16 }, (_, place) => place);
  const stretches = places.map((stretch) =>
    places.map((place) => used.has(stretch * 16 + place)),
  );
  for (const stretch of stretches)
    bits.write(stretch.includes(true) ? 1 : 0, 1);
  for (const stretch of stretches)
    if (stretch.includes(true))
      for (const isUsed of stretch) bits.write(isUsed ? 1 : 0, 1);
}

/** Each length as steps from the one before: 10 is one up, 11 one down, 0 ends. */
function writeLengths(bits: BitWriter, lengths: readonly number[]): void {
  let current = lengths[0] ?? 1;
  bits.write(current, 5);
  for (const length of lengths) {
    for (; current < length; current++) bits.write(0b10, 2);
    for (; current > length; current--) bits.write(0b11, 2);
    bits.write(0, 1);
  }
}
