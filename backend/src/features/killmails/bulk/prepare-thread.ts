import { answerRequests } from "../../../platform/threads/answer-requests.ts";
import { buffersOf } from "./buffers-of.ts";
import type { Piece, PieceTerms, PreparedPiece } from "./piece.ts";
import { preparePiece } from "./prepare-piece.ts";

answerRequests<{ piece: Piece; terms: PieceTerms }, PreparedPiece>({
  answer({ piece, terms }) {
    const prepared = preparePiece(piece, terms);
    // Now, not whenever a collection comes round to it.
    piece.text.buffer.transfer(0);
    return prepared;
  },
  transfer: buffersOf,
});
