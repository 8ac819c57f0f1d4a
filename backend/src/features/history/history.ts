import type { Day } from "../../platform/everef/index.ts";

/** What became of the mails of an import so far. */
export interface ImportCounts {
  readonly stored: number;
  /** They were here before. */
  readonly known: number;
  /** Their bodies can not be trusted: ESI is asked. */
  readonly doubtful: number;
  /** No killmail of them can be kept. */
  readonly refused: number;
}

export interface ImportReport extends ImportCounts {
  /** Why files or days failed, each of them; then why mails were refused: the first hundred sentences. */
  readonly complaints: readonly string[];
  /** Keys beside ESI's that were left out, and on how many mails. */
  readonly ignoredKeys: ReadonlyMap<string, number>;
  /** Files, or days, of which not everything could be taken. */
  readonly failed: number;
}

export interface DaysReport extends ImportReport {
  readonly imported: number;
  /** Complete by the archive's own totals: not looked at. */
  readonly passedOver: number;
}

export interface ImportProgress extends ImportCounts {
  /** What it is at. */
  readonly at: string;
  /** How much is done, in whatever unit: mails where their number is known, bytes otherwise. */
  readonly done: number;
  readonly of: number;
}

export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Stops after what is under way. */
  readonly signal?: AbortSignal;
}

export interface History {
  /** Loads files of killmails in ESI's shape, one JSON object a line, gzipped or not. RejectedError when one of them is not there. */
  importFiles(
    paths: readonly string[],
    options: ImportOptions & { source: string },
  ): Promise<ImportReport>;
  /** Loads EVE Ref's archives of these days, both included. A day that is not given fails alone; UnavailableError when EVE Ref is away: it gives no totals, or nothing of several days in a row. */
  importDays(
    days: { from: Day; to: Day },
    options?: ImportOptions & {
      /** Also days that are complete. */
      isForced?: boolean;
      /** Where the archives are already; they are downloaded otherwise. */
      folder?: string | undefined;
      /** Keeps what was downloaded. */
      isKeeping?: boolean;
    },
  ): Promise<DaysReport>;
}
