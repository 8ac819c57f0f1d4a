/** How far the feed was taken in. */
export interface FeedPlace {
  readonly sequence: number;
  /** When the last entry that was taken in had been published there; null when that is not known. */
  readonly uploadedAt: Date | null;
}
