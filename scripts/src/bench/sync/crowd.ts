import type { Database } from "@killreport/backend/platform/database/index.ts";

export const crowdSize = 100_000;
/** Whose histories are as long as they get: their rows are many, and all alike. */
export const withHistory = 2_000;
export const corporationCount = 10_000;

/** What an authorised character takes at rest, but for its mails. */
export const restingTables = [
  "accounts",
  "sessions",
  "grants",
  "linked_characters",
  "corporation_members",
  "character_syncs",
  "source_cursors",
  "esi_spends",
] as const;

/** A hundred thousand characters like the first one of the site, each of an account of its own, and ten thousand corporations. Their checks come due evenly over a quarter of an hour from `now` on. */
export async function addCrowd({ pool }: Database, now: Date): Promise<void> {
  const many = `generate_series(1, ${crowdSize}) n`;
  const model = "(SELECT * FROM linked_characters ORDER BY grant_id LIMIT 1) m";
  const at = "$1::timestamptz";
  for (const statement of [
    `INSERT INTO accounts (id, created_at) SELECT 1000000 + n, ${at} FROM ${many}`,
    `INSERT INTO sessions (token_hash, account_id, created_at, expires_at)
     SELECT sha256(int8send(n)), 1000000 + n, ${at}, ${at} + interval '30 days' FROM ${many}`,
    `INSERT INTO grants (id, account_id, character_id, owner_hash, granted_at)
     SELECT 1000000 + n, 1000000 + n, 3000000000 + n, m.owner_hash, ${at} FROM ${model}, ${many}`,
    `INSERT INTO linked_characters (character_id, account_id, grant_id, name, owner_hash, scopes, refresh_token, access_token, access_token_expires_at, linked_at)
     SELECT 3000000000 + n, 1000000 + n, 1000000 + n, m.name, m.owner_hash, m.scopes, m.refresh_token, m.access_token, ${at}, ${at} FROM ${model}, ${many}`,
    `INSERT INTO corporation_members (grant_id, corporation_id, is_director, checked_at)
     SELECT 1000000 + n, 98000000 + n % ${corporationCount}, false, ${at} FROM ${many}`,
    `INSERT INTO character_syncs (character_id, next_sync_at, last_sync_at, look_at, state, message, updated_at)
     SELECT 3000000000 + n, ${at} + random() * interval '15 minutes', ${at}, ${at} + interval '1 hour', 'idle', m.message, ${at}
     FROM (SELECT message FROM character_syncs WHERE state = 'idle' LIMIT 1) m, ${many}`,
    `INSERT INTO source_cursors (source, subject, etag, last_modified, expires_at, updated_at)
     SELECT c.source, (1000000 + n)::text, c.etag, c.last_modified, ${at}, ${at}
     FROM (SELECT * FROM source_cursors WHERE source = 'character-killmails' LIMIT 1) c, ${many}`,
    // Two windows of a quarter of an hour are kept.
    `INSERT INTO esi_spends ("group", subject, spent_at, tokens, settled_at)
     SELECT 'char-killmail', 'killreport:' || (3000000000 + n), ${at}, 1, ${at} FROM ${many}, generate_series(1, 2)`,
    `INSERT INTO corporation_syncs (corporation_id, next_sync_at, last_sync_at, state, message, created_at, updated_at)
     SELECT 98000000 + n, ${at} + random() * interval '15 minutes', ${at}, 'idle', 'Up to date.', ${at}, ${at}
     FROM generate_series(1, ${corporationCount}) n`,
    // In the order in which they are made: one of each, then the next of each.
    `INSERT INTO sync_checks (kind, subject_id, checked_at, result, message, found, fresh, tokens, tries)
     SELECT c.kind, 1000000 + n, ${at}, 'nothing-new', c.message, 0, 0, 1, 1
     FROM (SELECT kind, message FROM sync_checks WHERE kind = 'character' LIMIT 1) c,
          generate_series(1, 200) round, generate_series(1, ${withHistory}) n ORDER BY round, n`,
  ])
    await pool.query(statement, statement.includes("$1") ? [now] : []);
  await pool.query("VACUUM ANALYZE");
}
