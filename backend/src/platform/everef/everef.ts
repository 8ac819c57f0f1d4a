/** A day of EVE, as archives name it: YYYY-MM-DD in UTC. */
export type Day = string;

/** EVE Ref's public archive (data.everef.net): static files, no key. */
export interface Everef {
  /** How many killmails the archive has of each day. */
  killmailTotals(): Promise<ReadonlyMap<Day, number>>;
  /**
   * Brings the archive of a day into the folder, from where an earlier try left off, and returns where it is; null when
   * there is none. UnavailableError when EVE Ref does not give it now, RejectedError when it can not be kept here.
   */
  killmailArchive(
    day: Day,
    folder: string,
    onProgress?: (progress: { bytes: number; ofBytes: number | null }) => void,
  ): Promise<KeptArchive | null>;
}

export interface KeptArchive {
  readonly path: string;
  readonly etag: string | null;
  readonly bytes: number;
}
