import {
  type CorporationId,
  type GrantId,
  id,
  type KillmailId,
  type Viewer,
} from "../../../kernel/index.ts";
import type { Db } from "../../../platform/database/index.ts";
import type { LogEntry, Rights } from "../killmails.ts";
import { liveGrantIds, openCorporationIds } from "./visible-to.ts";

export async function logAfter(
  db: Db,
  sequence: bigint,
  limit: number,
): Promise<LogEntry[]> {
  return db.$queryRaw<
    {
      sequence: bigint;
      killmailId: KillmailId;
      killmailTime: Date;
      grantId: GrantId | null;
      corporationId: CorporationId | null;
      revision: number | null;
      earlier: LogEntry["earlier"];
    }[]
  >`
    SELECT l.sequence, l.killmail_id AS "killmailId", l.killmail_time AS "killmailTime", l.grant_id::float8 AS "grantId", l.corporation_id::float8 AS "corporationId", l.revision,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('grantId', e.grant_id, 'corporationId', e.corporation_id)), '[]')
       FROM visibility_log e WHERE e.killmail_id = l.killmail_id AND e.sequence < l.sequence AND e.revision IS NULL) AS earlier
    FROM visibility_log l WHERE l.sequence > ${sequence}
    ORDER BY l.sequence LIMIT ${limit}`;
}

/** 0 before the first entry. */
export async function lastSequence(db: Db): Promise<bigint> {
  const [row] = await db.$queryRaw<{ last: bigint | null }[]>`
    SELECT max(sequence) AS last FROM visibility_log`;
  return row?.last ?? 0n;
}

export async function readRights(db: Db, viewer: Viewer): Promise<Rights> {
  const grants = await db.$queryRaw<{ id: bigint }[]>(liveGrantIds(viewer));
  const corporations = await db.$queryRaw<{ id: bigint }[]>(
    openCorporationIds(viewer),
  );
  return {
    grants: new Set(grants.map((row) => id<GrantId>(row.id))),
    corporations: new Set(corporations.map((row) => id<CorporationId>(row.id))),
  };
}
