import type { CorporationId, GrantId } from "../../../kernel/index.ts";
import {
  type Db,
  Prisma,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";
import {
  type PublicationDelay,
  readPublicationDelay,
} from "../publication/publication-delay.ts";
import type { Reference } from "../reference.ts";

/** Who observed a mail: a grant through its character's list, or a corporation through its own. */
export type Observer =
  { readonly grantId: GrantId } | { readonly corporationId: CorporationId };

/** What the observer chose; null: nothing, so the site's default holds. */
export async function readDelay(
  db: Db,
  observer: Observer,
): Promise<PublicationDelay | null> {
  const row =
    "grantId" in observer
      ? await db.grantSetting.findUnique({
          where: { grantId: observer.grantId },
        })
      : await db.corporationSetting.findUnique({
          where: { corporationId: observer.corporationId },
        });
  const delay = row?.publicationDelay ?? null;
  return delay === null ? null : readPublicationDelay(delay);
}

export async function writeDelay(
  tx: Transaction,
  observer: Observer,
  publicationDelay: PublicationDelay,
  now: Date,
): Promise<void> {
  const chosen = { publicationDelay, updatedAt: now };
  if ("grantId" in observer)
    await tx.grantSetting.upsert({
      where: { grantId: observer.grantId },
      create: { grantId: observer.grantId, ...chosen },
      update: chosen,
    });
  else
    await tx.corporationSetting.upsert({
      where: { corporationId: observer.corporationId },
      create: {
        corporationId: observer.corporationId,
        audience: "directors",
        ...chosen,
      },
      update: chosen,
    });
}

/** Notes when to look at these references, just shown to somebody who wants them public after so many hours. Never later than somebody else asked for. */
export async function lookAfter(
  tx: Transaction,
  references: readonly Reference[],
  hours: number,
): Promise<void> {
  await lookAt(
    tx,
    hours,
    Prisma.sql`
      SELECT r.killmail_id, r.hash
      FROM jsonb_to_recordset(${sqlJson(references)}::jsonb) AS x("killmailId" int, hash text)
      JOIN killmail_references r ON r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')`,
  );
}

/** The same for everything the observer was ever shown. */
export async function lookAtAllAfter(
  tx: Transaction,
  observer: Observer,
  hours: number,
): Promise<void> {
  await lookAt(
    tx,
    hours,
    Prisma.sql`
      SELECT r.killmail_id, r.hash
      FROM (${observedBy(observer)}) o
      JOIN killmail_references r USING (killmail_id, hash)`,
  );
}

function observedBy(observer: Observer): Prisma.Sql {
  return "grantId" in observer
    ? Prisma.sql`SELECT DISTINCT killmail_id, hash FROM observations WHERE grant_id = ${observer.grantId}`
    : Prisma.sql`SELECT killmail_id, hash FROM corporation_observations WHERE corporation_id = ${observer.corporationId}`;
}

// Locked in order of id and hash, like everywhere.
async function lookAt(
  tx: Transaction,
  hours: number,
  references: Prisma.Sql,
): Promise<void> {
  await tx.$executeRaw`
    WITH hidden AS MATERIALIZED (
      ${references}
      WHERE r.public_since IS NULL
      ORDER BY r.killmail_id, r.hash
      FOR UPDATE OF r
    )
    UPDATE killmail_references r
    SET publish_at = LEAST(r.publish_at, r.first_seen_at + make_interval(hours => ${hours}::int))
    FROM hidden h WHERE r.killmail_id = h.killmail_id AND r.hash = h.hash
      AND (r.publish_at IS NULL OR r.publish_at > r.first_seen_at + make_interval(hours => ${hours}::int))`;
}

export interface DueReference extends Reference {
  /** When it becomes public by what its observers want now; null: not at all. */
  readonly publishAt: Date | null;
}

/** Takes references whose time to look has come, with what their observers want now: the shortest delay of live grants and of corporations. Other schedulers' are passed over. */
export async function takeDueReferences(
  tx: Transaction,
  batch: { now: Date; limit: number; defaultDelay: PublicationDelay },
): Promise<DueReference[]> {
  const hours = Prisma.sql`min(nullif(coalesce(s.publication_delay, ${batch.defaultDelay}), 'never')::int)`;
  return tx.$queryRaw<DueReference[]>`
    WITH taken AS MATERIALIZED (
      SELECT killmail_id, hash, first_seen_at FROM killmail_references
      WHERE public_since IS NULL AND publish_at <= ${batch.now}
      ORDER BY publish_at LIMIT ${batch.limit}
      FOR UPDATE SKIP LOCKED
    )
    SELECT t.killmail_id AS "killmailId", encode(t.hash, 'hex') AS hash,
      t.first_seen_at + make_interval(hours => LEAST((
        SELECT ${hours} FROM observations o
        JOIN grants g ON g.id = o.grant_id AND g.ended_at IS NULL
        LEFT JOIN grant_settings s ON s.grant_id = o.grant_id
        WHERE o.killmail_id = t.killmail_id AND o.hash = t.hash
      ), (
        SELECT ${hours} FROM corporation_observations o
        LEFT JOIN corporation_settings s ON s.corporation_id = o.corporation_id
        WHERE o.killmail_id = t.killmail_id AND o.hash = t.hash
      ))) AS "publishAt"
    FROM taken t ORDER BY t.killmail_id, t.hash`;
}

/** When to look at them again; null: when somebody chooses anew. */
export async function lookAgainAt(
  tx: Transaction,
  references: readonly DueReference[],
): Promise<void> {
  if (references.length === 0) return;
  await tx.$executeRaw`
    UPDATE killmail_references r SET publish_at = x."publishAt"
    FROM jsonb_to_recordset(${sqlJson(references)}::jsonb) AS x("killmailId" int, hash text, "publishAt" timestamptz)
    WHERE r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')`;
}
