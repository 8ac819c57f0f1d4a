/** Rows in the binary format of COPY. Imports nothing, so that a thread that only writes rows stays small. */
export interface RowWriter {
  /** Begins a row of so many fields; each has to be written then, in order. */
  row(fields: number): void;
  null(): void;
  boolean(value: boolean): void;
  int2(value: number): void;
  int4(value: number): void;
  /** Whole and from 0 to 2^53. */
  int8(value: number): void;
  float8(value: number): void;
  /** Not before the year 2000. */
  timestamptz(ms: number): void;
  text(value: string): void;
  bytea(value: Uint8Array): void;
  /** A field whose bytes were made beforehand, such as those of `textArray`. */
  field(value: Uint8Array): void;
  /** How many bytes were written. */
  length(): number;
  /** What was written; the writer is not to be used afterwards. */
  bytes(): Uint8Array<ArrayBuffer>;
}

const postgresEpochMs = Date.UTC(2000, 0, 1);
const maximalUtf8 = 3;

export function createRowWriter(expectedBytes = 1 << 16): RowWriter {
  let buffer = Buffer.from(new ArrayBuffer(expectedBytes));
  let end = 0;

  function makeRoom(bytes: number): void {
    if (end + bytes <= buffer.length) return;
    const larger = Buffer.from(
      new ArrayBuffer(Math.max(buffer.length * 2, end + bytes)),
    );
    buffer.copy(larger, 0, 0, end);
    buffer = larger;
  }

  function writeInt8(value: number): void {
    makeRoom(12);
    buffer.writeInt32BE(8, end);
    buffer.writeUInt32BE(Math.floor(value / 2 ** 32), end + 4);
    buffer.writeUInt32BE(value >>> 0, end + 8);
    end += 12;
  }

  function writeBytes(value: Uint8Array): void {
    makeRoom(4 + value.length);
    buffer.writeInt32BE(value.length, end);
    buffer.set(value, end + 4);
    end += 4 + value.length;
  }

  return {
    row(fields) {
      makeRoom(2);
      end = buffer.writeInt16BE(fields, end);
    },
    null() {
      makeRoom(4);
      end = buffer.writeInt32BE(-1, end);
    },
    boolean(value) {
      makeRoom(5);
      end = buffer.writeInt32BE(1, end);
      end = buffer.writeUInt8(value ? 1 : 0, end);
    },
    int2(value) {
      makeRoom(6);
      end = buffer.writeInt32BE(2, end);
      end = buffer.writeInt16BE(value, end);
    },
    int4(value) {
      makeRoom(8);
      end = buffer.writeInt32BE(4, end);
      end = buffer.writeInt32BE(value, end);
    },
    int8: writeInt8,
    float8(value) {
      makeRoom(12);
      end = buffer.writeInt32BE(8, end);
      end = buffer.writeDoubleBE(value, end);
    },
    timestamptz: (ms) => writeInt8((ms - postgresEpochMs) * 1000),
    text(value) {
      makeRoom(4 + value.length * maximalUtf8);
      const written = buffer.write(value, end + 4);
      buffer.writeInt32BE(written, end);
      end += 4 + written;
    },
    bytea: writeBytes,
    field: writeBytes,
    length: () => end,
    bytes: () => new Uint8Array(buffer.buffer, buffer.byteOffset, end),
  };
}

/** The bytes of a field of type text[]. */
export function textArray(values: readonly string[]): Uint8Array {
  return arrayOf(textOid, values, (writer, value) => writer.text(value));
}

/** The bytes of a field of type int4[]. */
export function int4Array(values: readonly number[]): Uint8Array {
  return arrayOf(int4Oid, values, (writer, value) => writer.int4(value));
}

/** The bytes of a field of type float8[]. */
export function float8Array(values: readonly number[]): Uint8Array {
  return arrayOf(float8Oid, values, (writer, value) => writer.float8(value));
}

function arrayOf<Value>(
  oid: number,
  values: readonly Value[],
  write: (writer: RowWriter, value: Value) => void,
): Uint8Array {
  const writer = createRowWriter(values.length * 12);
  const header = Buffer.alloc(values.length === 0 ? 12 : 20);
  header.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  header.writeInt32BE(oid, 8);
  if (values.length > 0) {
    header.writeInt32BE(values.length, 12);
    header.writeInt32BE(1, 16);
  }
  for (const value of values) write(writer, value);
  return Buffer.concat([header, writer.bytes()]);
}

const int4Oid = 23;
const textOid = 25;
const float8Oid = 701;
