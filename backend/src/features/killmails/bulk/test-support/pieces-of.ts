import type { EsiKillmail } from "../../body/esi-killmail.ts";
import { killmailHash } from "../../body/killmail-hash.ts";
import type { Piece } from "../piece.ts";

/** Mails as an archive holds them, cut into pieces: by turns as lines and as one text behind the other. */
export function piecesOf(
  mails: readonly EsiKillmail[],
  size: number,
  texts: readonly string[] = mails.map((esi) =>
    JSON.stringify({
      ...esi,
      killmail_hash: killmailHash(esi),
      http_last_modified: "2021-12-01T00:00:00Z",
    }),
  ),
): Piece[] {
  const pieces: Piece[] = [];
  for (let from = 0; from < texts.length; from += size) {
    const part = texts.slice(from, from + size);
    if (pieces.length % 2 === 0) pieces.push({ text: bytes(part.join("\n")) });
    else {
      const ends = new Uint32Array(part.length);
      let end = 0;
      for (const [index, text] of part.entries())
        ends[index] = end += Buffer.byteLength(text);
      pieces.push({ text: bytes(part.join("")), ends });
    }
  }
  return pieces;
}

/** A mail as an archive holds it, with a field nobody knows. */
export function withSeason(esi: EsiKillmail, season: string): string {
  return JSON.stringify({
    ...esi,
    victim: { ...esi.victim, season: "?" },
    killmail_hash: killmailHash(esi),
  }).replace('"?"', season);
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text));
}
