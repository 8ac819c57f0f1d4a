import type { KillmailId } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { appendVisibilityLog, type Revised } from "./append-visibility-log.ts";

/** Raises the revision of those of the mails that are stored, and notes in the visibility log that they have changed. */
export async function reviseKillmails(
  tx: Transaction,
  killmailIds: readonly KillmailId[],
  now: Date,
): Promise<void> {
  await appendVisibilityLog(tx, await raiseRevisions(tx, killmailIds), now);
}

/** The same without noting it: returns what is to be noted. */
export async function raiseRevisions(
  tx: Transaction,
  killmailIds: readonly KillmailId[],
): Promise<Revised[]> {
  if (killmailIds.length === 0) return [];
  return tx.$queryRaw<Revised[]>`
    WITH stored AS MATERIALIZED (
      SELECT killmail_id, hash, killmail_time FROM killmail_references
      WHERE killmail_id = ANY(${killmailIds}::int[]) AND state = 'stored'
      ORDER BY killmail_id, hash
      FOR UPDATE
    )
    UPDATE killmails k SET revision = k.revision + 1
    FROM stored s WHERE k.killmail_time = s.killmail_time AND k.killmail_id = s.killmail_id AND k.hash = s.hash
    RETURNING k.killmail_id AS "killmailId", k.killmail_time AS "killmailTime", k.revision`;
}
