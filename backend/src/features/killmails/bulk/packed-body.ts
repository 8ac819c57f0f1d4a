import type { PackedBody } from "../body/pack-body.ts";
import { killmailColumns } from "./copy-mails.ts";
import type { PreparedPiece } from "./piece.ts";

const fieldsBefore = killmailColumns.indexOf("body");

/** The packed body in the row of one mail. */
export function packedBody(
  { killmails: { bytes, ends } }: PreparedPiece,
  index: number,
): PackedBody {
  const row = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = (index === 0 ? 0 : (ends[index - 1] ?? 0)) + 2;
  for (let field = 0; field < fieldsBefore; field++)
    place += 4 + Math.max(0, row.readInt32BE(place));
  const codec = row.readInt16BE(place - 2);
  const length = row.readInt32BE(place);
  return { codec, bytes: row.subarray(place + 4, place + 4 + length) };
}
