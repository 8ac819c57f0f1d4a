import type { PreparedPiece } from "./piece.ts";

/** The memory of a prepared piece that can be handed from thread to thread. */
export function buffersOf(prepared: PreparedPiece): ArrayBuffer[] {
  return [
    prepared.ids,
    prepared.timesMs,
    prepared.hashes,
    prepared.isNews,
    prepared.references.bytes,
    prepared.references.ends,
    prepared.killmails.bytes,
    prepared.killmails.ends,
    prepared.involvements,
  ].map(({ buffer }) => buffer);
}
