import type { TaskImplementation } from "../../kernel/index.ts";
import type { Day } from "../../platform/everef/index.ts";
import type { Reference } from "../killmails/index.ts";

/** What is here of one day, compared with what public sources say there is. All numbers are of public mails. */
export interface CompletenessDay {
  readonly day: Day;
  /** How many mails zKillboard says it has of the day; null: it does not answer for it. While it is away, its last word stands. */
  readonly zkillboard: number | null;
  /** The same of EVE Ref. */
  readonly everef: number | null;
  /** Public mails of the day, by killmail time, that are here. */
  readonly have: number;
  /** Mails that a source has and we do not. By the lists where they were read, by the totals otherwise. */
  readonly missing: number;
  /** Listed mails ESI knows nothing of, or that no ledger can hold: not missing. */
  readonly rejected: number;
  /** Listed mails a retention has removed: not missing. */
  readonly expired: number;
  readonly checkedAt: Date;
  /** Sentences on what went wrong, or is still to be done; null: nothing. */
  readonly message: string | null;
}

/** The days of one year, added up. */
export interface CompletenessYear {
  readonly year: number;
  readonly days: number;
  readonly have: number;
  readonly missing: number;
}

/** Both days are included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

export interface Completeness {
  /** What the last comparisons found, oldest first; days never compared are left out. */
  days(range: DayRange): Promise<CompletenessDay[]>;
  /** Every year of which a day was compared, oldest first. */
  years(): Promise<CompletenessYear[]>;
  /**
   * Compares these days now, oldest first, up to yesterday. With `isFixing` what is missing is taken in: bodies from the
   * sources where many are missing, by orders to fetch them from ESI otherwise, which are still to be worked on then.
   * A source that is away is no error: its days say so. `awaited` are the mails of these days that wait for ESI.
   */
  compare(
    range: DayRange,
    options: {
      isFixing: boolean;
      onDay?: (day: CompletenessDay, of: { done: number; all: number }) => void;
      /** Stops after the day it is at. */
      signal?: AbortSignal;
    },
  ): Promise<{ days: CompletenessDay[]; awaited: readonly Reference[] }>;
  /** How many of these still wait for their bodies, with orders to fetch them that somebody will work on. */
  countAwaited(references: readonly Reference[]): Promise<number>;
  /** Orders the nightly comparison once a day, after the sources have made their files. Returns how many orders were given. */
  queueDue(now: Date): Promise<number>;
  readonly implementations: readonly TaskImplementation[];
}
