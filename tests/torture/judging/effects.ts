import type { Database } from "../../../backend/src/platform/database/index.ts";

/**
 * Writes down every effect as it is applied, in the transaction that applies it: what a unique key would hide (a row
 * written, removed and written again) or what has none (orders, the log of who was told) is counted all the same.
 */
export async function watchEffects({ pool }: Database): Promise<void> {
  await pool.query(`
    CREATE TABLE torture_effects (effect TEXT NOT NULL, subject TEXT NOT NULL);
    CREATE FUNCTION torture_note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      CASE TG_ARGV[0]
        WHEN 'stored' THEN
          INSERT INTO torture_effects VALUES ('stored', NEW.killmail_id);
        WHEN 'settled' THEN
          INSERT INTO torture_effects VALUES ('reference settled', NEW.killmail_id || ' ' || encode(NEW.hash, 'hex'));
        WHEN 'told' THEN
          INSERT INTO torture_effects VALUES ('told', concat_ws(' ', NEW.killmail_id, 'grant', NEW.grant_id, 'corporation', NEW.corporation_id, 'revision', NEW.revision));
        WHEN 'ordered' THEN
          INSERT INTO torture_effects VALUES ('body ordered', concat_ws(' ', NEW.payload->>'killmailId', NEW.payload->>'hash'));
        WHEN 'announced' THEN
          INSERT INTO torture_effects
          SELECT 'announced to ' || NEW.task, mail->>'killmailId' FROM jsonb_array_elements(NEW.payload->'killmails') mail;
        WHEN 'ended' THEN
          INSERT INTO torture_effects VALUES ('authorisation ended', NEW.character_id || ' ' || OLD.refresh_token);
      END CASE;
      RETURN NULL;
    END $$;
    CREATE TRIGGER torture AFTER INSERT ON killmails FOR EACH ROW EXECUTE FUNCTION torture_note('stored');
    CREATE TRIGGER torture AFTER UPDATE ON killmail_references FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION torture_note('settled');
    CREATE TRIGGER torture AFTER INSERT ON visibility_log FOR EACH ROW EXECUTE FUNCTION torture_note('told');
    CREATE TRIGGER torture_ordered AFTER INSERT ON outbox FOR EACH ROW
      WHEN (NEW.task = 'fetch-killmail') EXECUTE FUNCTION torture_note('ordered');
    CREATE TRIGGER torture_announced AFTER INSERT ON outbox FOR EACH ROW
      WHEN (NEW.payload ? 'killmails') EXECUTE FUNCTION torture_note('announced');
    CREATE TRIGGER torture AFTER UPDATE ON linked_characters FOR EACH ROW
      WHEN (OLD.expires_at IS NULL AND NEW.expires_at IS NOT NULL) EXECUTE FUNCTION torture_note('ended');`);
}

/** Effects applied more than once, by what they are: a mail stored, announced, its body ordered, somebody told of it. */
export async function effectsTwice({
  pool,
}: Database): Promise<{ effect: string; subject: string; times: number }[]> {
  const { rows } = await pool.query<{
    effect: string;
    subject: string;
    times: number;
  }>(
    `SELECT effect, subject, count(*)::int AS times FROM torture_effects
      GROUP BY effect, subject HAVING count(*) > 1 ORDER BY 1, 2`,
  );
  return rows;
}

/** Characters whose authorisation was noted as ended, once for each time. */
export async function authorisationsEnded({
  pool,
}: Database): Promise<number[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT split_part(subject, ' ', 1) AS id FROM torture_effects WHERE effect = 'authorisation ended'`,
  );
  return rows.map(({ id }) => Number(id));
}

/** Stored private mails that somebody observed and was never told of: a subscriber would have missed them. */
export async function untold({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count
       FROM (SELECT DISTINCT killmail_id, hash, grant_id, NULL::bigint AS corporation_id
               FROM observations o JOIN grants g ON g.id = o.grant_id WHERE g.ended_at IS NULL
             UNION ALL
             SELECT killmail_id, hash, NULL, corporation_id FROM corporation_observations) o
       JOIN killmails k ON k.killmail_id = o.killmail_id AND k.hash = o.hash AND k.public_since IS NULL
      WHERE NOT EXISTS (
        SELECT 1 FROM visibility_log v WHERE v.killmail_id = o.killmail_id
           AND v.grant_id IS NOT DISTINCT FROM o.grant_id AND v.corporation_id IS NOT DISTINCT FROM o.corporation_id)`,
  );
  return rows[0]?.count ?? 0;
}
