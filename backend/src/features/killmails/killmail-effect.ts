import type { KillmailId } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { EsiKillmail } from "./body/esi-killmail.ts";

/** A mail in the transaction that stores it. */
export interface FreshKillmail {
  readonly killmailId: KillmailId;
  readonly hash: string;
  readonly time: Date;
  readonly esi: EsiKillmail;
}

/**
 * What another feature derives from each mail while it is stored. Recorded as `name@version` on the mail in the same
 * transaction, so it is applied exactly once, however often the mail is delivered. `apply` gets a whole batch.
 */
export interface KillmailEffect {
  readonly name: string;
  readonly version: number;
  apply(tx: Transaction, mails: readonly FreshKillmail[]): Promise<void>;
  /**
   * Takes back what was derived from mails that another source had brought and ESI knows otherwise; `apply` follows for
   * ESI's body, should there be one. Left out: what was derived stays, and `apply` has to write over it.
   */
  withdraw?(tx: Transaction, mails: readonly FreshKillmail[]): Promise<void>;
}
