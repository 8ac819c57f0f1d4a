import type { KillmailId } from "../../../kernel/index.ts";
import { sqlJson, type Transaction } from "../../../platform/database/index.ts";
import type { SeenBy } from "../killmails.ts";

export interface NewlyVisible extends SeenBy {
  readonly killmailId: KillmailId;
  readonly killmailTime: Date;
}

/** A mail that changed after it was stored. */
export interface Revised {
  readonly killmailId: KillmailId;
  readonly killmailTime: Date;
  readonly revision: number;
}

/**
 * Appends to the visibility log. Must be the transaction's last statement: it takes a lock that is held until commit,
 * so that transactions commit in the order in which they drew their numbers. Without it a transaction could draw 7,
 * another draw and commit 8, a subscriber read up to 8, and only then 7 appear: behind the subscriber's cursor, lost.
 */
export async function appendVisibilityLog(
  tx: Transaction,
  rows: readonly (NewlyVisible | Revised)[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('visibility_log'))`;
  await tx.$executeRaw`
    INSERT INTO visibility_log (sequence, killmail_id, killmail_time, grant_id, corporation_id, revision, created_at)
    SELECT nextval('visibility_log_sequence'), x."killmailId", x."killmailTime", x."grantId", x."corporationId", x.revision, ${now}
    FROM (
      SELECT * FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb)
        AS x("killmailId" int, "killmailTime" timestamptz, "grantId" bigint, "corporationId" bigint, revision int)
      ORDER BY "killmailTime", "killmailId", "grantId", "corporationId"
    ) x`;
}

/** Takes out what was noted of changes of these mails, which are locked: of a mail that becomes public, entries from before would show that it was here. */
export async function forgetRevisions(
  tx: Transaction,
  killmailIds: readonly KillmailId[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM visibility_log WHERE killmail_id = ANY(${killmailIds}::int[]) AND revision IS NOT NULL`;
}
