import type { KillmailId } from "../../../kernel/index.ts";
import { sqlJson, type Transaction } from "../../../platform/database/index.ts";

export interface LockedReference {
  readonly killmailId: KillmailId;
  readonly hash: string;
  readonly state: "pending" | "stored" | "expired" | "rejected";
  readonly killmailTime: Date | null;
  readonly publicSince: Date | null;
  readonly publicSource: string | null;
  /** The site keeps no mails of before; null: it keeps all. */
  readonly keptFrom: Date | null;
}

/**
 * Locks every reference of these mails, whatever its hash: two transactions that store the same mail, also under two
 * hashes, take turns, and a recorder of one of them waits (see observeReferences). In order of id and hash, so that
 * batches which overlap do not deadlock.
 */
export async function lockReferences(
  tx: Transaction,
  killmailIds: readonly KillmailId[],
): Promise<LockedReference[]> {
  return tx.$queryRaw<LockedReference[]>`
    SELECT killmail_id AS "killmailId", encode(hash, 'hex') AS hash, state, killmail_time AS "killmailTime",
           public_since AS "publicSince", public_source AS "publicSource",
           (SELECT kept_from FROM killmail_retention) AS "keptFrom"
    FROM killmail_references
    WHERE killmail_id IN (SELECT jsonb_array_elements_text(${sqlJson(killmailIds)}::jsonb)::int)
    ORDER BY killmail_id, hash
    FOR UPDATE`;
}
