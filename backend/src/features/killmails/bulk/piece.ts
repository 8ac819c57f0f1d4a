/** Bytes; longer texts are no killmails: the largest, of 3,753 attackers, has a third of it. */
export const longestText = 3 * 1024 * 1024;

/** Some mails of an archive as text, at most some megabytes: what is handed to a thread at once. */
export interface Piece {
  /** JSON objects, each ending where `ends` says, or with a line break where there are no `ends`. */
  readonly text: Uint8Array<ArrayBuffer>;
  readonly ends?: Uint32Array<ArrayBuffer>;
}

/** What of a piece depends on when and for whom it is prepared. */
export interface PieceTerms {
  /** Name of the public source. */
  readonly source: string;
  /** When the site first sees the mails. */
  readonly nowMs: number;
  /** Mails from before this moment are no news. */
  readonly newsFromMs: number;
  /** Effects that will be applied, each as name@version. */
  readonly effects: readonly string[];
}

/** Mails ready to be stored: rows for COPY, and what is needed where COPY will not do. */
export interface PreparedPiece {
  /** One entry a mail, each id once. */
  readonly ids: Int32Array<ArrayBuffer>;
  readonly timesMs: Float64Array<ArrayBuffer>;
  /** 20 bytes a mail. */
  readonly hashes: Uint8Array<ArrayBuffer>;
  /** 1: subscribers are told. */
  readonly isNews: Uint8Array<ArrayBuffer>;
  readonly references: PreparedRows;
  readonly killmails: PreparedRows;
  /** Sorted by entity; each row of the same length. */
  readonly involvements: Uint8Array<ArrayBuffer>;
  /** Bodies of mails that are in the piece once more. */
  readonly repeated: readonly {
    killmailId: number;
    hash: string;
    text: string;
  }[];
  readonly doubtful: readonly {
    killmailId: number;
    hash: string;
    reason: string;
  }[];
  readonly refused: readonly {
    killmailId: number;
    hash: string;
    reason: string;
  }[];
  /** What is no JSON object at all: its beginning, and why. */
  readonly unreadable: readonly { beginning: string; reason: string }[];
  /** Top-level keys ESI's mails do not have, and how many mails had each. */
  readonly ignoredKeys: ReadonlyMap<string, number>;
}

/** Rows of one table, one for each mail, in the order of `ids`. */
export interface PreparedRows {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}
