import type { R2z2Entry } from "../../../platform/zkillboard/index.ts";
import type { OddityKind } from "../live-feed.ts";
import type { Revisit } from "../revisit.ts";

/** What reading the feed brings, in the order in which it is to be taken in. */
export type FeedItem =
  | {
      readonly kind: "entry";
      readonly sequence: number;
      readonly entry: R2z2Entry;
      readonly readAt: Date;
    }
  | PassedEntries
  | RevisitedEntry;

/** Entries that will not be read: the position moves to `to`. */
export interface PassedEntries {
  readonly kind: "passed";
  readonly from: number;
  readonly to: number;
  readonly oddity: Extract<
    OddityKind,
    "gap" | "expired" | "unreadable" | "restart"
  >;
  readonly reason: string;
  /** When the entry was published there that was found behind them, or, after going back, where the feed is; null when it does not say. */
  readonly until: Date | null;
}

/** An entry that was asked for again. The position stays. */
export interface RevisitedEntry {
  readonly kind: "revisit";
  readonly revisit: Revisit;
  /** Null: it gave nothing usable again, for this reason; `isGone` when it is not there. */
  readonly entry: R2z2Entry | null;
  readonly isGone: boolean;
  readonly reason: string;
  readonly readAt: Date;
}
