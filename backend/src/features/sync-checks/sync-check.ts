import type { CorporationId, GrantId } from "../../kernel/index.ts";

/** Whose list: of a character in the hands of one owner (the grant), or of a corporation. */
export type SyncSubject =
  | { readonly kind: "character"; readonly id: GrantId }
  | { readonly kind: "corporation"; readonly id: CorporationId };

/** `late`: could not be read now, is tried again. `refused`: only the owner can help. */
export type SyncResult = "nothing-new" | "new" | "late" | "refused";

export interface NewSyncCheck {
  readonly checkedAt: Date;
  readonly result: SyncResult;
  /** One sentence for whoever may see the subject. */
  readonly message: string;
  /** References ESI listed; 0 when it said that nothing had changed. */
  readonly found: number;
  /** Of those, the ones the ledger did not know. */
  readonly fresh: number;
  /** ESI tokens it cost. */
  readonly tokens: number;
}

export interface SyncCheck extends NewSyncCheck {
  /** Tries that came late one after the other are one check. */
  readonly tries: number;
}
