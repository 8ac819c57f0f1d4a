import { kinds, marks, smallestKept, tooLarge } from "./compact-format.ts";
import { knownKeys, knownShapes } from "./known-shapes.ts";

/** Writes what JSON can say of `value`, see compact-format.ts. */
export function writeCompact(value: unknown): Uint8Array<ArrayBuffer> {
  try {
    return write(value);
  } catch (error) {
    if (!(error instanceof NotJsonError)) throw error;
    // JSON leaves out what is undefined and has its own words for dates and the like.
    return write(JSON.parse(JSON.stringify(value)));
  }
}

class NotJsonError extends Error {}

interface ShapeNode {
  readonly next: Map<string, ShapeNode>;
  number: number | null;
  keys: readonly string[];
}

const root: ShapeNode = { next: new Map(), number: null, keys: [] };
for (const [number, keys] of knownShapes.entries()) {
  let node = root;
  for (const key of keys) {
    const next = node.next.get(key) ?? {
      next: new Map<string, ShapeNode>(),
      number: null,
      keys: [],
    };
    node.next.set(key, next);
    node = next;
  }
  node.number = number;
  node.keys = keys;
}

const keyNumbers = new Map(knownKeys.map((key, number) => [key, number]));

// One for all: writing never waits.
let bytes = Buffer.alloc(1 << 16);
let end = 0;
const kept = new Map<number, number>();
const ownShapes = new Map<string, number>();

function write(value: unknown): Uint8Array<ArrayBuffer> {
  end = 0;
  kept.clear();
  ownShapes.clear();
  writeValue(value);
  return new Uint8Array(bytes.subarray(0, end));
}

function writeValue(value: unknown): void {
  if (typeof value === "number") writeNumber(value);
  else if (typeof value === "string") writeText(value);
  else if (typeof value === "boolean")
    writeMark(value ? marks.true : marks.false);
  else if (value === null) writeMark(marks.null);
  else if (Array.isArray(value)) writeList(value);
  else if (typeof value === "object")
    writeObject(value as Record<string, unknown>);
  else throw new NotJsonError();
}

function writeNumber(value: number): void {
  if (Number.isInteger(value) && Math.abs(value) < tooLarge) {
    if (value < 0) {
      writeMark(marks.negative);
      writeCount(-value);
    } else writeInteger(value);
    return;
  }
  const tenths = Math.round(value * 10);
  if (tenths / 10 === value && Math.abs(tenths) < tooLarge) {
    writeMark(tenths < 0 ? marks.negativeTenths : marks.tenths);
    writeCount(Math.abs(tenths));
    return;
  }
  if (!Number.isFinite(value)) throw new NotJsonError();
  writeMark(marks.double);
  makeRoom(8);
  end = bytes.writeDoubleBE(value, end);
}

function writeInteger(value: number): void {
  if (value >= smallestKept) {
    const place = kept.get(value);
    if (place !== undefined) {
      writeCount(place * 4 + kinds.again);
      return;
    }
    kept.set(value, kept.size);
  }
  writeCount(value * 4 + kinds.integer);
}

function writeText(value: string): void {
  const seconds = secondsOf(value);
  if (seconds !== null) {
    writeMark(marks.moment);
    writeCount(seconds);
  } else if (value.isWellFormed()) {
    writeMark(marks.text);
    writeUtf8(value);
  } else {
    writeMark(marks.brokenText);
    writeUtf8(JSON.stringify(value));
  }
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Null unless the text is just how those seconds are written. */
function secondsOf(value: string): number | null {
  if (value.length !== 20 || !moment.test(value)) return null;
  const ms = Date.parse(value);
  const isSame =
    ms >= 0 && new Date(ms).toISOString() === `${value.slice(0, -1)}.000Z`;
  return isSame ? ms / 1000 : null;
}

function writeUtf8(value: string): void {
  const length = Buffer.byteLength(value);
  writeCount(length);
  makeRoom(length);
  end += bytes.write(value, end);
}

function writeList(values: readonly unknown[]): void {
  writeMark(marks.list);
  writeCount(values.length);
  for (const value of values) writeValue(value);
}

function writeObject(value: Record<string, unknown>): void {
  let node: ShapeNode | undefined = root;
  for (const key in value) {
    node = node.next.get(key);
    if (node === undefined) break;
  }
  if (node?.number == null) {
    writeUnknownObject(value);
    return;
  }
  writeCount(node.number * 4 + kinds.object);
  for (const key of node.keys) writeValue(value[key]);
}

function writeUnknownObject(value: Record<string, unknown>): void {
  const keys = Object.keys(value);
  const name = JSON.stringify(keys);
  const number = ownShapes.get(name);
  if (number === undefined) {
    writeMark(marks.shape);
    writeCount(keys.length);
    for (const key of keys) writeKey(key);
    ownShapes.set(name, knownShapes.length + ownShapes.size);
  } else writeCount(number * 4 + kinds.object);
  for (const key of keys) writeValue(value[key]);
}

function writeKey(key: string): void {
  const number = keyNumbers.get(key);
  if (number !== undefined) {
    writeCount(number + 1);
    return;
  }
  writeCount(0);
  writeText(key);
}

function writeMark(mark: number): void {
  writeCount(mark * 4 + kinds.marked);
}

const longestCount = 8;

function writeCount(value: number): void {
  makeRoom(longestCount);
  let rest = value;
  while (rest >= 2 ** 31) {
    bytes[end++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  while (rest >= 128) {
    bytes[end++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[end++] = rest;
}

function makeRoom(room: number): void {
  if (end + room <= bytes.length) return;
  const larger = Buffer.alloc(Math.max(bytes.length * 2, end + room));
  bytes.copy(larger, 0, 0, end);
  bytes = larger;
}
