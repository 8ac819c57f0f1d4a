import type { KillmailId, Viewer } from "../../../kernel/index.ts";
import { type Db, Prisma } from "../../../platform/database/index.ts";
import type { StoredKillmail } from "../killmails.ts";
import type { Visibility } from "../visibility.ts";
import {
  killmailColumns,
  type KillmailRow,
  toStoredKillmail,
} from "./killmail-rows.ts";

/** Those of the mails that exist and the viewer sees. The ledger knows each one's time, and so its partition. */
export async function readByIds(
  db: Db,
  { isVisible }: Pick<Visibility, "isVisible">,
  viewer: Viewer,
  killmailIds: readonly KillmailId[],
): Promise<Map<KillmailId, StoredKillmail>> {
  if (killmailIds.length === 0) return new Map();
  const rows = await db.$queryRaw<KillmailRow[]>(
    byIdsSql({ isVisible }, viewer, killmailIds),
  );
  return new Map(rows.map((row) => [row.id, toStoredKillmail(row)]));
}

export function byIdsSql(
  { isVisible }: Pick<Visibility, "isVisible">,
  viewer: Viewer,
  killmailIds: readonly KillmailId[],
): Prisma.Sql {
  return Prisma.sql`
    SELECT ${killmailColumns}
    FROM killmail_references r
    JOIN killmails k ON k.killmail_time = r.killmail_time AND k.killmail_id = r.killmail_id AND k.hash = r.hash
    WHERE r.killmail_id = ANY(${killmailIds}::int[]) AND r.state = 'stored' AND ${isVisible(viewer)}`;
}
