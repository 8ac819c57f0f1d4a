import { kinds, marks, smallestKept } from "./compact-format.ts";
import { knownKeys, knownShapes } from "./known-shapes.ts";

/** Reads what `writeCompact` wrote. */
export function readCompact(bytes: Uint8Array): unknown {
  const reader = new CompactReader(bytes);
  const value = reader.value();
  reader.requireEnd();
  return value;
}

class CompactReader {
  readonly #bytes: Buffer;
  #at = 0;
  readonly #kept: number[] = [];
  readonly #ownShapes: string[][] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(): unknown {
    const head = this.#count();
    const rest = head < 2 ** 31 ? head >>> 2 : Math.floor(head / 4);
    switch (head & 3) {
      case kinds.integer:
        if (rest >= smallestKept) this.#kept.push(rest);
        return rest;
      case kinds.again:
        return this.#kept[rest] ?? damaged();
      case kinds.object:
        return this.#object(
          knownShapes[rest] ??
            this.#ownShapes[rest - knownShapes.length] ??
            damaged(),
        );
      default:
        return this.#marked(rest);
    }
  }

  requireEnd(): void {
    if (this.#at !== this.#bytes.length) damaged();
  }

  #marked(mark: number): unknown {
    switch (mark) {
      case marks.null:
        return null;
      case marks.true:
        return true;
      case marks.false:
        return false;
      case marks.double:
        return this.#bytes.readDoubleBE(this.#skip(8));
      case marks.text:
        return this.#utf8();
      case marks.brokenText:
        return JSON.parse(this.#utf8());
      case marks.list:
        return this.#list();
      case marks.negative:
        return -this.#count();
      case marks.tenths:
        return this.#count() / 10;
      case marks.negativeTenths:
        return -this.#count() / 10;
      case marks.moment:
        return `${new Date(this.#count() * 1000).toISOString().slice(0, -5)}Z`;
      case marks.shape:
        return this.#newShape();
      default:
        return damaged();
    }
  }

  #list(): unknown[] {
    const length = this.#count();
    if (length > this.#bytes.length - this.#at) damaged();
    const list: unknown[] = [];
    for (let index = 0; index < length; index++) list.push(this.value());
    return list;
  }

  #object(keys: readonly string[]): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    for (const key of keys) {
      const value = this.value();
      // Assigned, it would be the object's prototype.
      if (key === "__proto__")
        Object.defineProperty(object, key, {
          value,
          enumerable: true,
          writable: true,
          configurable: true,
        });
      else object[key] = value;
    }
    return object;
  }

  #newShape(): Record<string, unknown> {
    const length = this.#count();
    const keys: string[] = [];
    for (let index = 0; index < length; index++) keys.push(this.#key());
    this.#ownShapes.push(keys);
    return this.#object(keys);
  }

  #key(): string {
    const number = this.#count();
    if (number > 0) return knownKeys[number - 1] ?? damaged();
    const text = this.value();
    return typeof text === "string" ? text : damaged();
  }

  #utf8(): string {
    const length = this.#count();
    const from = this.#skip(length);
    return this.#bytes.toString("utf8", from, from + length);
  }

  #skip(length: number): number {
    const from = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) damaged();
    return from;
  }

  #count(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++] ?? damaged();
      if (byte < 128) return value + byte * factor;
      value += (byte & 127) * factor;
      factor *= 128;
    }
  }
}

function damaged(): never {
  throw new Error("The killmail's stored body is damaged");
}
