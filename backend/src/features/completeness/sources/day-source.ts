import type { Day } from "../../../platform/everef/index.ts";
import type { ShownKillmail } from "../../killmails/index.ts";

export type SourceKey = "zkillboard" | "everef";

/** A public archive that says, day by day, which killmails there are. Its calls throw UnavailableError or RejectedError with the reason when it can not answer. */
export interface DaySource {
  readonly key: SourceKey;
  /** What it is called in sentences, and in the ledger. */
  readonly title: string;
  readonly ledgerName: string;
  /** How many mails it has of each day. */
  totals(): Promise<ReadonlyMap<Day, number>>;
  /** Which these are; null: it has no list of the day. */
  list(day: Day): Promise<DayList | null>;
}

export interface DayList {
  /** Hash by killmail id, as listed. */
  readonly hashes: ReadonlyMap<number, string>;
  /** The mails themselves, one by one; null: it does not have them. Reads the source again, so that they may be others by now. */
  bodies(): Promise<AsyncIterable<ShownKillmail> | null>;
  /** Removes what was kept for `bodies`. */
  close(): Promise<void>;
}
