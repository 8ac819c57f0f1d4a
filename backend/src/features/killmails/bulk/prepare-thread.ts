import { answerRequests } from "../../../platform/threads/answer-requests.ts";
import type { Piece, PieceTerms, PreparedPiece } from "./piece.ts";
import { preparePiece } from "./prepare-piece.ts";

answerRequests<{ piece: Piece; terms: PieceTerms }, PreparedPiece>({
  answer: ({ piece, terms }) => preparePiece(piece, terms),
  transfer: (prepared) =>
    [
      prepared.ids,
      prepared.timesMs,
      prepared.hashes,
      prepared.isNews,
      prepared.texts,
      prepared.textEnds,
      prepared.references.bytes,
      prepared.references.ends,
      prepared.killmails.bytes,
      prepared.killmails.ends,
      prepared.involvements,
    ].map(({ buffer }) => buffer),
});
