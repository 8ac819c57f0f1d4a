import { type Db, Prisma } from "../../../platform/database/index.ts";
import { countFailing, type Failing } from "../../../platform/queue/index.ts";
import { fetchKillmail } from "../tasks.ts";
import type { Observer } from "./publication.ts";

/** Mails the observer's list showed whose fetching was tried and has failed so far. */
export function readUnfetched(db: Db, observer: Observer): Promise<Failing> {
  const observed =
    "grantId" in observer
      ? Prisma.sql`observations o WHERE o.grant_id = ${observer.grantId}`
      : Prisma.sql`corporation_observations o WHERE o.corporation_id = ${observer.corporationId}`;
  return countFailing(
    db,
    fetchKillmail,
    Prisma.sql`
      SELECT jsonb_build_object('killmailId', r.killmail_id, 'hash', encode(r.hash, 'hex')) AS payload
      FROM (SELECT o.killmail_id, o.hash FROM ${observed} AND o.killmail_time IS NULL) o
      JOIN killmail_references r USING (killmail_id, hash)
      WHERE r.state = 'pending'`,
  );
}
