/** A day of EVE, as archives name it: YYYY-MM-DD in UTC. */
export type Day = string;

/** EVE Ref's public archive (data.everef.net): static files, no key. */
export interface Everef {
  /** Every public killmail, one tar.bz2 a day; its totals count them. */
  readonly killmails: PublishedDays;
  /** What every type cost in every region, one csv.bz2 a day; its totals count the rows. */
  readonly marketHistory: PublishedDays;
}

/** One kind of archive, a file a day. */
export interface PublishedDays {
  /** How a day's file is called. */
  nameOf(day: Day): string;
  /** How many entries each day has. UnavailableError when EVE Ref does not say now. */
  totals(): Promise<ReadonlyMap<Day, number>>;
  /**
   * Brings the archive of a day into the folder, from where an earlier try left off, and returns where it is; null when
   * there is none. UnavailableError when EVE Ref does not give it now, RejectedError when it can not be kept here.
   */
  archive(
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
