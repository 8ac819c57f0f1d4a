import type { KillmailId } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { StoredKillmail } from "./killmails.ts";

/** What a younger feature derives from mails after they were stored, by `Killmails.deriveLater`, into rows of its own: those are the record of what it has derived. */
export interface LaterEffect {
  readonly name: string;
  /**
   * The mails are taken out, as they have expired or another body takes their place, or they become public: their rows go in
   * the same transaction. Of mails that become public, what is derived before shows that they were here; `killmailPublished`
   * orders it again.
   */
  forget(
    tx: Transaction,
    killmailIds: readonly KillmailId[],
    why: "expired" | "replaced" | "published",
  ): Promise<void>;
}

/** A stored mail, whoever may see it. */
export interface DerivableKillmail extends StoredKillmail {
  /** Stored without a word to anybody, being old: its changes are not told either. */
  readonly isHistory: boolean;
}

/** Writes what was derived, of mails that can not change meanwhile; returns those of which something else is said now than before. */
export type WriteDerived = (
  tx: Transaction,
  mails: readonly DerivableKillmail[],
) => Promise<readonly KillmailId[]>;
