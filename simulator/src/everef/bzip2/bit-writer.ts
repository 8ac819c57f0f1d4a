/** Collects bits, the most significant first, into bytes. */
export interface BitWriter {
  /** The lowest `count` (up to 32) bits of a number. */
  write(value: number, count: number): void;
  /** Whole bytes so far; the bits of an unfinished one wait. */
  take(): Buffer;
  /** Fills the last byte with zeros. */
  finish(): Buffer;
}

export function createBitWriter(): BitWriter {
  let bytes: number[] = [];
  let open = 0;
  let openBits = 0;

  const write = (value: number, count: number): void => {
    for (let bit = count - 1; bit >= 0; bit--) {
      open = (open << 1) | ((value >>> bit) & 1);
      if (++openBits < 8) continue;
      bytes.push(open);
      open = 0;
      openBits = 0;
    }
  };
  const take = (): Buffer => {
    const taken = Buffer.from(bytes);
    bytes = [];
    return taken;
  };

  return {
    write,
    take,
    finish() {
      if (openBits > 0) write(0, 8 - openBits);
      return take();
    },
  };
}
