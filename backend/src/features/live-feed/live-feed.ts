import type { TaskImplementation } from "../../kernel/index.ts";

/** `live`: every killmail published so far is here. `backing-off`: the feed gives no answer, or the database takes nothing. `stopped`: no process follows the feed. `off`: this site does not want it. */
export type FeedHealth =
  "live" | "catching-up" | "backing-off" | "stopped" | "off";

export interface FeedStatus {
  readonly state: FeedHealth;
  /** One sentence for operators. */
  readonly message: string;
  /** The last entry taken in; null before the first. */
  readonly lastSequence: number | null;
  /** Entries known to be published that are not here yet. The feed says how far it is some fifty entries late. */
  readonly behindBy: number;
  /** When the last killmail that is here was published there. */
  readonly lastKillmailAt: Date | null;
}

/**
 * What became of an entry: `gap` it was not there; `late` it came after all; `expired` it, and those behind it, were gone
 * before they were read; `unreadable` it is broken; `refused` no row can hold it; `doubtful` ESI was asked about its body;
 * `failed` it could not be stored, and is brought in later; `restart` the feed was read again from here.
 */
export type OddityKind =
  | "gap"
  | "late"
  | "expired"
  | "unreadable"
  | "refused"
  | "doubtful"
  | "failed"
  | "restart";

export interface FeedOddity {
  readonly sequence: number;
  readonly kind: OddityKind;
  readonly killmailId: number | null;
  readonly reason: string;
  readonly noticedAt: Date;
}

export interface LiveFeed {
  /** False: this site does not want to speak to zKillboard; nobody is to follow the feed. */
  readonly isOn: boolean;
  /** Follows the feed from where it was left; returns how to stop, which waits for what is being written. One process at a time should: two waste requests, and lose nothing. */
  follow(): () => Promise<void>;
  status(): Promise<FeedStatus>;
  /** The newest first. */
  oddities(limit: number): Promise<FeedOddity[]>;
  readonly implementations: readonly TaskImplementation[];
}
