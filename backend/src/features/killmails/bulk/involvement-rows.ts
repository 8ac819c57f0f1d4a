import { createRowWriter } from "../../../platform/database/copy/row-writer.ts";
import { involvements } from "../filter/involvements.ts";
import type { FreshKillmail } from "../killmail-effect.ts";

/** Of each row, so that those of single mails can be taken out. */
export const involvementBytes = 2 + (4 + 8) + (4 + 8) + (4 + 4) + (4 + 2);
const idOffset = 2 + (4 + 8) + (4 + 8) + 4;

/** Rows of killmail_involvements, sorted by entity: the index then grows from leaf to leaf instead of all over. */
export function writeInvolvements(
  mails: readonly FreshKillmail[],
): Uint8Array<ArrayBuffer> {
  const entities: number[] = [];
  const positions: number[] = [];
  const roles: number[] = [];
  for (const [position, mail] of mails.entries())
    for (const [entityId, bits] of involvements(mail.esi)) {
      entities.push(entityId);
      positions.push(position);
      roles.push(bits);
    }
  // The mails are in order of their ids, which is nearly that of time.
  const rows = createRowWriter(entities.length * involvementBytes);
  for (const index of sortedByEntity(entities)) {
    const mail = mails[positions[index] ?? 0];
    if (mail === undefined) continue;
    rows.row(4);
    rows.int8(entities[index] ?? 0);
    rows.timestamptz(mail.time.getTime());
    rows.int4(mail.killmailId);
    rows.int2(roles[index] ?? 0);
  }
  return rows.bytes();
}

/** An id and a place beside it in one double are exact below 2^53. */
const places = 2 ** 20;
const largestId = 2 ** 33;

/** The places of the ids by rising id, equal ones as they come. Sorting plain numbers takes a fifth of what sorting with a comparison does. */
function* sortedByEntity(ids: readonly number[]): Generator<number> {
  if (ids.length > places || ids.some((one) => one >= largestId)) {
    yield* [...ids.keys()].sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0));
    return;
  }
  const keys = Float64Array.from(ids, (one, place) => one * places + place);
  for (const key of keys.sort()) yield key % places;
}

/** The rows without those of mails that are not to be written. */
export function filterInvolvements(
  rows: Uint8Array,
  isWanted: (killmailId: number) => boolean,
): Uint8Array {
  const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
  const kept = Buffer.alloc(bytes.length);
  let end = 0;
  for (let from = 0; from < bytes.length; from += involvementBytes)
    if (isWanted(bytes.readInt32BE(from + idOffset)))
      end += bytes.copy(kept, end, from, from + involvementBytes);
  return kept.subarray(0, end);
}
