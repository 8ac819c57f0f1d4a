import type { CorporationId, GrantId } from "../../../kernel/index.ts";
import { type Db, Prisma, sqlJson } from "../../../platform/database/index.ts";
import { findUnordered } from "../../../platform/queue/index.ts";
import type { ReferenceCounts } from "../killmails.ts";
import type { Reference } from "../reference.ts";
import { fetchKillmail } from "../tasks.ts";

/** Whether ESI's answer is awaited: the body is not here, or another source brought a second one and ESI has to decide. */
export async function isBodyWanted(db: Db, reference: Reference) {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM killmail_references r
    WHERE r.killmail_id = ${reference.killmailId} AND r.hash = decode(${reference.hash}, 'hex') AND (r.state = 'pending' OR r.state = 'stored' AND EXISTS (
      SELECT 1 FROM disputed_bodies d WHERE d.killmail_id = r.killmail_id AND d.hash = r.hash AND d.settled_at IS NULL))`;
  return rows.length > 0;
}

export async function isPending(db: Db, reference: Reference) {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM killmail_references
    WHERE killmail_id = ${reference.killmailId} AND hash = decode(${reference.hash}, 'hex') AND state = 'pending'`;
  return rows.length > 0;
}

/** How many of the references wait for their bodies, and have somebody who will fetch them: of those whose order is a dead letter nothing comes by itself. */
export async function countAwaited(
  db: Db,
  references: readonly Reference[],
): Promise<number> {
  const pending = await db.$queryRaw<Reference[]>`
    SELECT r.killmail_id AS "killmailId", x.hash
    FROM jsonb_to_recordset(${sqlJson(references)}::jsonb) AS x("killmailId" int, hash text)
    JOIN killmail_references r ON r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')
    WHERE r.state = 'pending'`;
  const orders = pending.map(({ killmailId, hash }) => ({
    killmailId: Number(killmailId),
    hash,
  }));
  const forgotten = await findUnordered(db, fetchKillmail, orders);
  return pending.length - forgotten.length;
}

/** Pending references become rejected; one that is stored stays so. Returns how many changed. */
export async function rejectReferences(
  db: Db,
  rejections: readonly { reference: Reference; reason: string }[],
): Promise<number> {
  if (rejections.length === 0) return 0;
  const rows = rejections.map(({ reference, reason }) => ({
    ...reference,
    reason,
  }));
  return db.$executeRaw`
    WITH refused AS MATERIALIZED (
      SELECT r.killmail_id, r.hash, x.reason
      FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x("killmailId" int, hash text, reason text)
      JOIN killmail_references r ON r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')
      WHERE r.state = 'pending'
      ORDER BY r.killmail_id, r.hash
      FOR UPDATE OF r
    )
    UPDATE killmail_references r SET state = 'rejected', reason = f.reason
    FROM refused f WHERE r.killmail_id = f.killmail_id AND r.hash = f.hash`;
}

/** Pending references of mails that are too old to be kept become expired: nobody fetches them. The references are locked. */
export async function expireReferences(
  db: Db,
  mails: readonly (Reference & { readonly time: Date })[],
): Promise<void> {
  if (mails.length === 0) return;
  const rows = mails.map(({ killmailId, hash, time }) => ({
    id: killmailId,
    hash,
    time,
  }));
  await db.$executeRaw`
    UPDATE killmail_references r SET state = 'expired', killmail_time = x.time
    FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(id int, hash text, time timestamptz)
    WHERE r.killmail_id = x.id AND r.hash = decode(x.hash, 'hex') AND r.state = 'pending'`;
}

/** The ledger's states of everything the grant was shown, each reference once. What the ledger can not hold counts as rejected. */
export function countsForGrant(
  db: Db,
  grantId: GrantId,
): Promise<ReferenceCounts> {
  return countStates(
    db,
    Prisma.sql`SELECT DISTINCT killmail_id, hash FROM observations WHERE grant_id = ${grantId}`,
    Prisma.sql`subject_id = ${grantId} AND source <> 'corporation'`,
  );
}

/** The same of everything the corporation's list showed. */
export function countsForCorporation(
  db: Db,
  corporationId: CorporationId,
): Promise<ReferenceCounts> {
  return countStates(
    db,
    Prisma.sql`SELECT killmail_id, hash FROM corporation_observations WHERE corporation_id = ${corporationId}`,
    Prisma.sql`subject_id = ${corporationId} AND source = 'corporation'`,
  );
}

async function countStates(
  db: Db,
  observed: Prisma.Sql,
  refused: Prisma.Sql,
): Promise<ReferenceCounts> {
  const rows = await db.$queryRaw<{ state: string; count: bigint }[]>`
    SELECT r.state, count(*) AS count
    FROM (${observed}) o
    JOIN killmail_references r USING (killmail_id, hash)
    GROUP BY r.state
    UNION ALL
    SELECT 'rejected', count(*) FROM refused_references WHERE ${refused}`;
  const counts = { listed: 0, stored: 0, pending: 0, rejected: 0, expired: 0 };
  for (const { state, count } of rows) {
    counts.listed += Number(count);
    if (isState(state)) counts[state] += Number(count);
  }
  return counts;
}

function isState(
  state: string,
): state is Exclude<keyof ReferenceCounts, "listed"> {
  return ["stored", "pending", "rejected", "expired"].includes(state);
}
