import {
  type Db,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { Reference } from "../reference.ts";

/** Notes that the source's body differs from the one that is here, and returns those it had not been noted of before. One that is settled already is noted as such. */
export async function insertDisputes(
  tx: Transaction,
  disputes: readonly (Reference & { isSettled: boolean })[],
  source: string,
  now: Date,
): Promise<Reference[]> {
  if (disputes.length === 0) return [];
  return tx.$queryRaw<Reference[]>`
    INSERT INTO disputed_bodies (killmail_id, hash, source, noticed_at, settled_at, verdict)
    SELECT DISTINCT x."killmailId", decode(x.hash, 'hex'), ${source}, ${now}::timestamptz,
      CASE WHEN x."isSettled" THEN ${now}::timestamptz END, CASE WHEN x."isSettled" THEN 'kept' END
    FROM jsonb_to_recordset(${sqlJson(disputes)}::jsonb) AS x("killmailId" int, hash text, "isSettled" boolean)
    ORDER BY 1, 2
    ON CONFLICT DO NOTHING
    RETURNING killmail_id AS "killmailId", encode(hash, 'hex') AS hash`;
}

/** What ESI's answer made of the body that was here. */
export type DisputeVerdict = "kept" | "replaced" | "refused";

export async function settleDisputes(
  tx: Transaction,
  references: readonly Reference[],
  verdict: DisputeVerdict,
  now: Date,
): Promise<void> {
  if (references.length === 0) return;
  await tx.$executeRaw`
    UPDATE disputed_bodies d SET settled_at = ${now}, verdict = ${verdict}
    FROM jsonb_to_recordset(${sqlJson(references.map(({ killmailId, hash }) => ({ killmailId, hash })))}::jsonb) AS x("killmailId" int, hash text)
    WHERE d.killmail_id = x."killmailId" AND d.hash = decode(x.hash, 'hex') AND d.settled_at IS NULL`;
}

/** References whose body ESI has not decided about yet. */
export function readUnsettled(
  db: Db,
  limit: number,
): Promise<(Reference & { source: string })[]> {
  return db.$queryRaw`
    SELECT d.killmail_id AS "killmailId", encode(d.hash, 'hex') AS hash, d.source
    FROM disputed_bodies d JOIN killmail_references r USING (killmail_id, hash)
    WHERE d.settled_at IS NULL AND r.state IN ('stored', 'pending') ORDER BY 1, 2, 3 LIMIT ${limit}`;
}
