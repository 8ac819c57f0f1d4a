import { UnavailableError } from "../../../kernel/index.ts";

/** A killmail as the live feed tells of it. */
export interface R2z2Entry {
  /** As told: may be no killmail id at all. */
  readonly killmailId: number;
  readonly hash: string;
  /** The mail in ESI's shape, not looked into. */
  readonly esi: unknown;
  /** What zKillboard found out about the mail, not looked into. */
  readonly zkb: unknown;
  readonly uploadedAt: Date | null;
  /** An older entry that was written anew since. */
  readonly updatedSequence: number | null;
}

/** What a feed's answer was, when it was none: `limited` 429, `refused` 403, `away` no answer or 5xx, `unreadable` an answer that is not what was asked for. */
export type R2z2Trouble = "limited" | "refused" | "away" | "unreadable";

/** R2Z2 gave nothing usable. Asking again may help, after how long is the caller's choice. */
export class R2z2Error extends UnavailableError {
  readonly trouble: R2z2Trouble;
  constructor(trouble: R2z2Trouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.trouble = trouble;
  }
}

/**
 * zKillboard's live feed and archive, files on a web server. Each call is one request, at its turn (12 a second of the
 * clock's, all calls together), and none is tried twice. Null: there is no such file (404). Throws R2z2Error for
 * everything else, and when `signal` ends the wait.
 */
export interface R2z2 {
  /** Number of a recent entry; lags behind the newest by some fifty. */
  sequence(signal?: AbortSignal): Promise<number | null>;
  /** Null: not published yet, never published, or expired after a day or two. */
  entry(sequence: number, signal?: AbortSignal): Promise<R2z2Entry | null>;
  /** Public killmails of each day that is over, by `YYYY-MM-DD`. */
  totals(signal?: AbortSignal): Promise<ReadonlyMap<string, number> | null>;
  /** Id and hash of a day's public killmails. `day` is `YYYY-MM-DD`. */
  historyDay(
    day: string,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<number, string> | null>;
  /** A day's public killmails in ESI's shape, one by one: a day is about 100 MB. */
  rawDay(
    day: string,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<{ killmailId: number; esi: unknown }> | null>;
}
