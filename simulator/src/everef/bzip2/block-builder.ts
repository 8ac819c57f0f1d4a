export interface Block {
  bytes: Uint8Array;
  /** Over the text before runs were shortened. */
  checksum: number;
}

export interface BlockBuilder {
  /** Takes more text; returns the blocks that became full. */
  add(text: Uint8Array): Block[];
  finish(): Block[];
}

/** Of the smallest kind of block: sorting it takes some hundredths of a second. */
const blockSize = 100_000 - 19;
const longestRun = 255;

/** Shortens runs (four or more alike become four and a count) and cuts the text into blocks. */
export function createBlockBuilder(): BlockBuilder {
  const bytes = new Uint8Array(blockSize);
  let used = 0;
  let checksum = 0xffffffff;
  let runByte = 0;
  let runLength = 0;
  let full: Block[] = [];

  const seal = (): void => {
    if (used > 0)
      full.push({ bytes: bytes.slice(0, used), checksum: ~checksum >>> 0 });
    used = 0;
    checksum = 0xffffffff;
  };

  const endRun = (): void => {
    if (runLength === 0) return;
    if (used + 5 > blockSize) seal();
    for (let place = 0; place < runLength; place++) {
      checksum =
        (checksum << 8) ^ (checksums[(checksum >>> 24) ^ runByte] ?? 0);
      if (place < 4) bytes[used++] = runByte;
    }
    if (runLength >= 4) bytes[used++] = runLength - 4;
    runLength = 0;
  };

  const taken = (): Block[] => {
    const blocks = full;
    full = [];
    return blocks;
  };

  return {
    add(text) {
      for (const byte of text) {
        if (byte !== runByte || runLength === longestRun) endRun();
        runByte = byte;
        runLength++;
      }
      return taken();
    },
    finish() {
      endRun();
      seal();
      return taken();
    },
  };
}

/** CRC-32 with the bits of each byte in the order they are written. */
const checksums = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++)
    value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});
