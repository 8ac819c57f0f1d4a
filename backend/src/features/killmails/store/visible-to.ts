import type { Viewer } from "../../../kernel/index.ts";
import { Prisma } from "../../../platform/database/index.ts";

/**
 * The one visibility predicate, over a row of `killmails` named `k`: a mail is seen when it is public, or when a live
 * grant of the viewer's account observed it (under the very hash that was stored: an observation of a hash ESI
 * refused gives no right to the mail). Every read of mails goes through it; its twin for streams is
 * filter/sees-log-entry.ts.
 */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  if (viewer.kind === "anonymous")
    return Prisma.sql`(k.public_since IS NOT NULL)`;
  return Prisma.sql`(k.public_since IS NOT NULL OR EXISTS (
    SELECT 1 FROM observations o
    WHERE o.killmail_id = k.killmail_id AND o.hash = k.hash AND o.grant_id IN (${liveGrantIds(viewer)})))`;
}

/** The viewer's grants that have not ended. */
export function liveGrantIds(viewer: Viewer): Prisma.Sql {
  if (viewer.kind === "anonymous")
    return Prisma.sql`SELECT id FROM grants WHERE false`;
  return Prisma.sql`SELECT id FROM grants WHERE account_id = ${viewer.accountId} AND ended_at IS NULL`;
}
