import type { Viewer } from "../../../kernel/index.ts";
import { Prisma } from "../../../platform/database/index.ts";

/**
 * The one visibility predicate, over a row of `killmails` named `k`: a mail is seen when it is public, when a live
 * grant of the viewer's account observed it, or when the list of a corporation did whose setting covers the viewer now
 * (always under the very hash that was stored: an observation of a hash ESI refused gives no right to the mail). Every
 * read of mails goes through it; visible-keys.ts walks the same cases newest first, filter/sees-log-entry.ts is the
 * twin for streams.
 */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  if (viewer.kind === "anonymous")
    return Prisma.sql`(k.public_since IS NOT NULL)`;
  return Prisma.sql`(k.public_since IS NOT NULL
    OR EXISTS (
      SELECT 1 FROM observations o
      WHERE o.killmail_id = k.killmail_id AND o.hash = k.hash AND o.grant_id IN (${liveGrantIds(viewer)}))
    OR EXISTS (
      SELECT 1 FROM corporation_observations o
      WHERE o.killmail_id = k.killmail_id AND o.hash = k.hash AND o.corporation_id IN (${openCorporationIds(viewer)})))`;
}

/** The viewer's grants that have not ended. */
export function liveGrantIds(viewer: Viewer): Prisma.Sql {
  if (viewer.kind === "anonymous")
    return Prisma.sql`SELECT id FROM grants WHERE false`;
  return Prisma.sql`SELECT id FROM grants WHERE account_id = ${viewer.accountId} AND ended_at IS NULL`;
}

/** Corporations whose setting covers the viewer: of which one of their characters is a director now, or, where the directors say so, a member. */
export function openCorporationIds(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT m.corporation_id AS id FROM corporation_members m
    WHERE m.grant_id IN (${liveGrantIds(viewer)}) AND (m.is_director OR EXISTS (
      SELECT 1 FROM corporation_settings s WHERE s.corporation_id = m.corporation_id AND s.audience = 'members'))`;
}
