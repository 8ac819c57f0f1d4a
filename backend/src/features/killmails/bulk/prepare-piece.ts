import {
  createRowWriter,
  type RowWriter,
  textArray,
} from "../../../platform/database/copy/row-writer.ts";
import { packBody, type PackedBody } from "../body/pack-body.ts";
import type { FreshKillmail } from "../killmail-effect.ts";
import { writeInvolvements } from "./involvement-rows.ts";
import type { Piece, PieceTerms, PreparedPiece } from "./piece.ts";
import { readPiece } from "./read-piece.ts";

/** Everything about a piece that needs no database: parsing, checking, packing, writing rows. What a thread spends its time on. */
export function preparePiece(piece: Piece, terms: PieceTerms): PreparedPiece {
  const { sound, ...rest } = readPiece(piece);
  const count = sound.length;
  const ids = new Int32Array(count);
  const timesMs = new Float64Array(count);
  const isNews = new Uint8Array(count);
  const hashes = Buffer.from(new ArrayBuffer(count * hashBytes));
  const references = createRowWriter(count * 128);
  const referenceEnds = new Uint32Array(count);
  const killmails = createRowWriter(count * 512);
  const killmailEnds = new Uint32Array(count);
  const row = rowWriters(terms);

  for (const [index, mail] of sound.entries()) {
    const hash = hashes.subarray(index * hashBytes, (index + 1) * hashBytes);
    hash.write(mail.hash, "hex");
    ids[index] = mail.killmailId;
    timesMs[index] = mail.time.getTime();
    isNews[index] = mail.time.getTime() > terms.newsFromMs ? 1 : 0;
    row.reference(references, mail, hash);
    referenceEnds[index] = references.length();
    row.killmail(killmails, mail, hash, {
      packed: packBody(mail.esi),
      isNews: isNews[index] === 1,
    });
    killmailEnds[index] = killmails.length();
  }
  return {
    ids,
    timesMs,
    isNews,
    hashes: new Uint8Array(hashes.buffer),
    references: { bytes: references.bytes(), ends: referenceEnds },
    killmails: { bytes: killmails.bytes(), ends: killmailEnds },
    involvements: writeInvolvements(sound),
    ...rest,
  };
}

const hashBytes = 20;

/** In the order of `referenceColumns` and `killmailColumns` of load-piece.ts. */
function rowWriters({ source, nowMs, effects }: PieceTerms) {
  const appliedEffects = textArray(effects);
  return {
    reference(rows: RowWriter, mail: FreshKillmail, hash: Uint8Array): void {
      rows.row(8);
      rows.int4(mail.killmailId);
      rows.bytea(hash);
      rows.text("stored");
      rows.timestamptz(mail.time.getTime());
      rows.text(source);
      rows.timestamptz(nowMs);
      rows.timestamptz(nowMs);
      rows.text(source);
    },
    killmail(
      rows: RowWriter,
      { killmailId, time, esi }: FreshKillmail,
      hash: Uint8Array,
      { packed, isNews }: { packed: PackedBody; isNews: boolean },
    ): void {
      const { victim } = esi;
      rows.row(18);
      rows.int4(killmailId);
      rows.timestamptz(time.getTime());
      rows.bytea(hash);
      rows.int4(esi.solar_system_id);
      optionalId(rows, victim.character_id);
      optionalId(rows, victim.corporation_id);
      optionalId(rows, victim.alliance_id);
      rows.int4(victim.ship_type_id);
      rows.int4(esi.attackers.length);
      rows.int4(1);
      rows.int2(packed.codec);
      rows.bytea(packed.bytes);
      rows.field(appliedEffects);
      rows.timestamptz(nowMs);
      rows.text(source);
      rows.timestamptz(nowMs);
      rows.text(source);
      if (isNews) rows.null();
      else rows.boolean(true);
    },
  };
}

function optionalId(rows: RowWriter, id: number | undefined): void {
  if (id === undefined) rows.null();
  else rows.int8(id);
}
