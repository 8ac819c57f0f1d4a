import { RejectedError } from "../../../kernel/index.ts";

/** Whose killmails zKillboard is asked for. */
export interface ZkillboardEntity {
  readonly kind: "character" | "corporation" | "alliance";
  readonly id: number;
}

/** A killmail as zKillboard lists it. */
export interface ZkillboardMail {
  /** As listed; 0 for an entry that has none. */
  readonly killmailId: number;
  /** As listed, or the beginning of an entry that has none. */
  readonly hash: string;
  /** The mail in ESI's shape, not looked into; null where only the reference is listed. */
  readonly esi: unknown;
  /** What zKillboard found out about it, not looked into. */
  readonly zkb: unknown;
}

export interface ZkillboardPage {
  /** Newest first, at most 200; none at all behind the last page. */
  readonly mails: readonly ZkillboardMail[];
  /** Before this moment zKillboard repeats itself. */
  readonly expiresAt: Date;
}

/** zKillboard refuses what was asked for, with its own words: asking again is of no use. */
export class ZkillboardRefusedError extends RejectedError {
  constructor(reason: string) {
    super("ZKILLBOARD_REFUSED", `zKillboard refuses this: ${reason}`);
  }
}

/**
 * zKillboard's REST interface. One request a second, whichever process asks: who comes too early, or while zKillboard asks
 * to be left alone, gets UnavailableError with the moment to come back. No call is tried twice. Throws
 * ZkillboardRefusedError for what would be refused again, UnavailableError with `retryAt` for everything else.
 */
export interface Zkillboard {
  /** Somebody waits for it. Null: zKillboard has no such mail, or it is younger than five minutes. */
  killmail(killmailId: number): Promise<ZkillboardMail | null>;
  /** A page (1 to 100) of the mails of a month (`YYYY-MM`, 2007 or later) that the entity is on. */
  month(
    entity: ZkillboardEntity,
    month: string,
    page: number,
  ): Promise<ZkillboardPage>;
  /** When to come for the next page: a moment of its own for each caller, so that many backfills take turns. */
  nextTurn(): Promise<Date>;
}
