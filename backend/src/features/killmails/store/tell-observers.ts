import { sqlJson, type Transaction } from "../../../platform/database/index.ts";
import type { NewKillmail } from "./insert-killmails.ts";
import type { NewlyVisible } from "./append-visibility-log.ts";

/** Dates the observations of mails just stored (a grant's own list is an index over them), and returns who sees which mail from now on: anybody a public one that is news, each live grant and each corporation that observed it any other one. */
export async function tellObservers(
  tx: Transaction,
  mails: readonly NewKillmail[],
): Promise<NewlyVisible[]> {
  const rows = mails.map(({ killmailId, hash, time, publicSince, isNews }) => ({
    id: killmailId,
    hash,
    time,
    isForAll: publicSince !== null && isNews,
  }));
  return tx.$queryRaw<NewlyVisible[]>`
    WITH mail AS (
      SELECT id, decode(hash, 'hex') AS hash, time, "isForAll"
      FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(id int, hash text, time timestamptz, "isForAll" boolean)
    ), dated AS (
      UPDATE observations o SET killmail_time = m.time FROM mail m
      WHERE o.killmail_id = m.id AND o.hash = m.hash
      RETURNING o.killmail_id, o.killmail_time, o.grant_id, m."isForAll"
    ), dated_for_corporations AS (
      UPDATE corporation_observations o SET killmail_time = m.time FROM mail m
      WHERE o.killmail_id = m.id AND o.hash = m.hash
      RETURNING o.killmail_id, o.killmail_time, o.corporation_id, m."isForAll"
    )
    SELECT DISTINCT d.killmail_id AS "killmailId", d.killmail_time AS "killmailTime", d.grant_id::float8 AS "grantId",
      NULL::float8 AS "corporationId"
    FROM dated d JOIN grants g ON g.id = d.grant_id
    WHERE NOT d."isForAll" AND g.ended_at IS NULL
    UNION ALL
    SELECT killmail_id, killmail_time, NULL, corporation_id::float8
    FROM dated_for_corporations WHERE NOT "isForAll"
    UNION ALL
    SELECT id, time, NULL, NULL FROM mail WHERE "isForAll"`;
}
