import type {
  CorporationId,
  GrantId,
  KillmailId,
} from "../../../kernel/index.ts";
import { sqlJson, type Transaction } from "../../../platform/database/index.ts";
import type { Reference } from "../reference.ts";
import type { NewlyVisible } from "./append-visibility-log.ts";

/** Writes the references the ledger has not seen and returns those. `references` are sorted by id and hash, so that two recorders never wait for each other crosswise. */
export async function insertReferences(
  tx: Transaction,
  references: readonly Reference[],
  source: string,
  isPublic: boolean,
  now: Date,
): Promise<Reference[]> {
  const publicSince = isPublic ? now : null;
  const publicSource = isPublic ? source : null;
  return tx.$queryRaw<Reference[]>`
    INSERT INTO killmail_references (killmail_id, hash, state, first_source, first_seen_at, public_since, public_source)
    SELECT x."killmailId", decode(x.hash, 'hex'), 'pending', ${source}, ${now}, ${publicSince}::timestamptz, ${publicSource}
    FROM jsonb_to_recordset(${sqlJson(references)}::jsonb) AS x("killmailId" int, hash text)
    ORDER BY 1, 2
    ON CONFLICT DO NOTHING
    RETURNING killmail_id AS "killmailId", encode(hash, 'hex') AS hash`;
}

/**
 * Notes that the grant saw these references, and returns the mails that became visible to it: stored ones it had not
 * observed before. The share lock waits for a transaction that is just storing one of them; otherwise neither that
 * one nor we would tell this grant of the mail.
 */
export async function observeReferences(
  tx: Transaction,
  references: readonly Reference[],
  source: string,
  grantId: GrantId,
  now: Date,
): Promise<NewlyVisible[]> {
  const rows = await tx.$queryRaw<
    { killmailId: KillmailId; killmailTime: Date }[]
  >`
    WITH unseen AS MATERIALIZED (
      SELECT r.killmail_id, r.hash, r.state, r.killmail_time, r.public_since
      FROM jsonb_to_recordset(${sqlJson(references)}::jsonb) AS x("killmailId" int, hash text)
      JOIN killmail_references r ON r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')
      WHERE NOT EXISTS (
        SELECT 1 FROM observations o
        WHERE o.killmail_id = r.killmail_id AND o.hash = r.hash AND o.grant_id = ${grantId} AND o.source = ${source})
      ORDER BY r.killmail_id, r.hash
      FOR SHARE OF r
    ), written AS (
      INSERT INTO observations (killmail_id, hash, grant_id, source, observed_at, killmail_time)
      SELECT killmail_id, hash, ${grantId}, ${source}, ${now}, CASE WHEN state = 'stored' THEN killmail_time END
      FROM unseen
      ON CONFLICT DO NOTHING
      RETURNING killmail_id, hash
    )
    SELECT u.killmail_id AS "killmailId", u.killmail_time AS "killmailTime"
    FROM unseen u JOIN written USING (killmail_id, hash)
    WHERE u.state = 'stored' AND u.public_since IS NULL AND NOT EXISTS (
      SELECT 1 FROM observations o
      WHERE o.killmail_id = u.killmail_id AND o.hash = u.hash AND o.grant_id = ${grantId})`;
  return rows.map((row) => ({ ...row, grantId, corporationId: null }));
}

/** The same for a corporation's list, read through the grant of one of its directors: one row for each mail, whoever of them comes first. */
export async function observeForCorporation(
  tx: Transaction,
  references: readonly Reference[],
  corporationId: CorporationId,
  grantId: GrantId,
  now: Date,
): Promise<NewlyVisible[]> {
  const rows = await tx.$queryRaw<
    { killmailId: KillmailId; killmailTime: Date }[]
  >`
    WITH unseen AS MATERIALIZED (
      SELECT r.killmail_id, r.hash, r.state, r.killmail_time, r.public_since
      FROM jsonb_to_recordset(${sqlJson(references)}::jsonb) AS x("killmailId" int, hash text)
      JOIN killmail_references r ON r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')
      WHERE NOT EXISTS (
        SELECT 1 FROM corporation_observations o
        WHERE o.killmail_id = r.killmail_id AND o.hash = r.hash AND o.corporation_id = ${corporationId})
      ORDER BY r.killmail_id, r.hash
      FOR SHARE OF r
    ), written AS (
      INSERT INTO corporation_observations (killmail_id, hash, corporation_id, grant_id, observed_at, killmail_time)
      SELECT killmail_id, hash, ${corporationId}, ${grantId}, ${now}, CASE WHEN state = 'stored' THEN killmail_time END
      FROM unseen
      ON CONFLICT DO NOTHING
      RETURNING killmail_id, hash
    )
    SELECT u.killmail_id AS "killmailId", u.killmail_time AS "killmailTime"
    FROM unseen u JOIN written USING (killmail_id, hash)
    WHERE u.state = 'stored' AND u.public_since IS NULL`;
  return rows.map((row) => ({ ...row, grantId: null, corporationId }));
}

/** What became public of some references. */
export interface Published {
  /** Those that were not. */
  readonly references: readonly Reference[];
  /** Their mails, as far as they are stored. */
  readonly mails: readonly Pick<NewlyVisible, "killmailId" | "killmailTime">[];
}

/**
 * Makes these references public, once and for good, with their mails. Their revision starts again, as that of a mail just
 * stored; those from before `quietBefore` are history from now on.
 */
export async function publishReferences(
  tx: Transaction,
  references: readonly Reference[],
  source: string,
  { now, quietBefore }: { now: Date; quietBefore: Date | null },
): Promise<Published> {
  const rows = await tx.$queryRaw<(Reference & { mailTime: Date | null })[]>`
    WITH hidden AS MATERIALIZED (
      SELECT r.killmail_id, r.hash
      FROM jsonb_to_recordset(${sqlJson(references)}::jsonb) AS x("killmailId" int, hash text)
      JOIN killmail_references r ON r.killmail_id = x."killmailId" AND r.hash = decode(x.hash, 'hex')
      WHERE r.public_since IS NULL
      ORDER BY r.killmail_id, r.hash
      FOR UPDATE OF r
    ), published AS (
      UPDATE killmail_references r SET public_since = ${now}, public_source = ${source}
      FROM hidden h WHERE r.killmail_id = h.killmail_id AND r.hash = h.hash
      RETURNING r.killmail_id, r.hash, r.state, r.killmail_time
    ), mails AS (
      UPDATE killmails k SET public_since = ${now}, public_source = ${source}, revision = 1,
        is_history = CASE WHEN k.killmail_time <= ${quietBefore}::timestamptz THEN true END
      FROM published p
      WHERE p.state = 'stored' AND k.killmail_time = p.killmail_time AND k.killmail_id = p.killmail_id AND k.hash = p.hash
      RETURNING k.killmail_id, k.killmail_time, k.hash
    )
    SELECT p.killmail_id AS "killmailId", encode(p.hash, 'hex') AS hash, m.killmail_time AS "mailTime"
    FROM published p LEFT JOIN mails m USING (killmail_id, hash)`;
  return {
    references: rows.map(({ killmailId, hash }) => ({ killmailId, hash })),
    mails: rows.flatMap(({ killmailId, mailTime }) =>
      mailTime === null ? [] : [{ killmailId, killmailTime: mailTime }],
    ),
  };
}
