/** Where reading the feed stands; moments are the feed's. It changes only by the functions of `feed-moves.ts`. */
export interface FeedState {
  /** The last entry that was read or stepped over; the one behind it is next. */
  readonly position: number;
  /** The last entry sequence.json named that is there: entries up to it were published, and some fifty more may be. Null while none is known. */
  readonly head: number | null;
  /** What sequence.json says and nobody has looked for yet. */
  readonly saidHead: number | null;
  /** What it said last, when that was not there. */
  readonly missingHead: number | null;
  /** When sequence.json was asked for last. */
  readonly headAskedAt: Date | null;
  /** How often in a row the next entry was not there. */
  readonly misses: number;
  /** How many entries were stepped over since the last that was there. */
  readonly stepped: number;
  /** What went wrong and how often in a row; null while nothing does. */
  readonly trouble: Trouble | null;
  /** How many entries in a row told of nothing that had not been here before, as far as is known. */
  readonly old: number;
  /** When one did last. */
  readonly newsAt: Date;
  readonly notBefore: Date;
}

export interface Trouble {
  readonly kind: TroubleKind;
  readonly count: number;
  /** The last of it, in words. */
  readonly reason: string;
}

/** As the client tells them apart: 429; 403; no answer or 5xx; an answer that is none. */
export type TroubleKind = "limited" | "refused" | "away" | "unreadable";

/** What is to be done next. */
export type FeedStep =
  | { readonly kind: "wait"; readonly until: Date }
  | { readonly kind: "read head" }
  /** Is the entry there that sequence.json names? Nothing is built on one that is not. */
  | { readonly kind: "check head"; readonly sequence: number }
  | { readonly kind: "read entry"; readonly sequence: number }
  /** The entry will not come: it is a gap. */
  | { readonly kind: "step over"; readonly sequence: number }
  /** A whole run of entries is gone: find where they begin again, `to` at the latest. */
  | { readonly kind: "find living"; readonly from: number; readonly to: number }
  /** Is only the next entry broken, or everything? The one behind it tells. */
  | { readonly kind: "probe"; readonly sequence: number }
  /** The feed is far behind what was read of it: it began anew, or repeats itself. */
  | { readonly kind: "go back"; readonly to: number };
