import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Fault } from "../faults/fault.ts";

/** An answer whose sending a fault spoils; the same one where it does not. */
export function breakAnswer(
  payload: unknown,
  fault: Fault,
  reply: FastifyReply,
  socket: Socket,
): unknown {
  if (fault.drop === "midway") return breakOff(payload, reply, socket);
  if (fault.truncate === true) return cut(payload, reply);
  if (fault.damage === true && payload instanceof Readable)
    return damage(payload, lengthOf(reply) ?? 0);
  if (fault.fillTo !== undefined && typeof payload === "string") {
    reply.removeHeader("content-length");
    return Readable.from(filled(payload, fault.fillTo));
  }
  return payload;
}

/** Half of it in a sound transfer. */
function cut(payload: unknown, reply: FastifyReply): unknown {
  if (typeof payload === "string") {
    const half = payload.slice(0, Math.floor(payload.length / 2));
    reply.header("content-length", Buffer.byteLength(half));
    return half;
  }
  const length = lengthOf(reply);
  if (!(payload instanceof Readable) || length === undefined) return payload;
  const half = Math.floor(length / 2);
  reply.header("content-length", half);
  return Readable.from(firstBytes(payload, half));
}

/** Promises the whole answer, sends half of it and ends the connection. */
function breakOff(
  payload: unknown,
  reply: FastifyReply,
  socket: Socket,
): Readable {
  const whole = toReadable(payload);
  const length = whole.length ?? lengthOf(reply);
  if (length !== undefined) reply.header("content-length", Math.max(2, length));
  // Of an answer whose length nobody knows beforehand, a beginning.
  const half = length === undefined ? 10_000 : Math.ceil(length / 2);
  return Readable.from(
    (async function* () {
      yield* firstBytes(whole.bytes, half);
      // Half of it must be under way before the connection ends.
      await new Promise((done) => setTimeout(done, 5).unref());
      socket.destroy();
    })(),
  );
}

function toReadable(payload: unknown): { bytes: Readable; length?: number } {
  if (payload instanceof Readable) return { bytes: payload };
  const bytes = Buffer.isBuffer(payload)
    ? payload
    : Buffer.from(typeof payload === "string" ? payload : "");
  return { bytes: Readable.from([bytes]), length: bytes.length };
}

async function* firstBytes(
  payload: Readable,
  wanted: number,
): AsyncGenerator<Buffer> {
  let left = wanted;
  for await (const chunk of payload as AsyncIterable<Buffer | string>) {
    const piece = Buffer.from(chunk).subarray(0, left);
    left -= piece.length;
    if (piece.length > 0) yield piece;
    if (left <= 0) return;
  }
}

/** Some bytes in the middle are others than they were. */
function damage(payload: Readable, length: number): Readable {
  const middle = Math.floor(length / 2);
  return Readable.from(
    (async function* () {
      let place = 0;
      for await (const chunk of payload as AsyncIterable<Buffer>) {
        const piece = Buffer.from(chunk);
        for (let offset = 0; offset < 16; offset++) {
          const at = middle + offset - place;
          const byte = piece[at];
          if (byte !== undefined) piece[at] = byte ^ 0x5a;
        }
        place += piece.length;
        yield piece;
      }
    })(),
  );
}

/** The text with blanks after it, which JSON allows, until it is so long. */
function* filled(text: string, length: number): Generator<Buffer> {
  const bytes = Buffer.from(text);
  yield bytes;
  const blanks = Buffer.alloc(65_536, " ");
  for (let left = length - bytes.length; left > 0; left -= blanks.length)
    yield blanks.subarray(0, left);
}

function lengthOf(reply: FastifyReply): number | undefined {
  const length = Number(reply.getHeader("content-length"));
  return Number.isNaN(length) ? undefined : length;
}
