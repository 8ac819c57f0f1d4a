import type { GrantId } from "../../../kernel/index.ts";
import { type Db, Prisma } from "../../../platform/database/index.ts";
import { countFailing, type Failing } from "../../../platform/queue/index.ts";
import { fetchKillmail } from "../tasks.ts";

/** Mails shown to the grant whose fetching was tried and has failed so far. */
export function readUnfetched(db: Db, grantId: GrantId): Promise<Failing> {
  return countFailing(
    db,
    fetchKillmail,
    Prisma.sql`
      SELECT jsonb_build_object('killmailId', r.killmail_id, 'hash', encode(r.hash, 'hex')) AS payload
      FROM observations o JOIN killmail_references r USING (killmail_id, hash)
      WHERE o.grant_id = ${grantId} AND o.killmail_time IS NULL AND r.state = 'pending'`,
  );
}
