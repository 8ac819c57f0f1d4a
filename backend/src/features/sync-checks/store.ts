import type { Db } from "../../platform/database/index.ts";
import type { NewSyncCheck, SyncCheck, SyncSubject } from "./sync-check.ts";

const keptPerSubject = 200;

/**
 * Notes a check and drops the one that is 200 back: one statement, whose cost does not grow with the history. A late
 * one right behind a late one replaces it, adding up tries and tokens.
 */
export async function noteCheck(
  db: Db,
  { kind, id }: SyncSubject,
  check: NewSyncCheck,
): Promise<void> {
  const { checkedAt, result, message, found, fresh, tokens } = check;
  await db.$executeRaw`
    WITH last AS (
      SELECT id, result FROM sync_checks WHERE kind = ${kind} AND subject_id = ${id} ORDER BY id DESC LIMIT 1
    ), again AS (
      UPDATE sync_checks c SET checked_at = ${checkedAt}, message = ${message}, found = ${found}::int,
        fresh = c.fresh + ${fresh}::int, tokens = c.tokens + ${tokens}::int,
        tries = c.tries + 1
      FROM last
      WHERE c.kind = ${kind} AND c.subject_id = ${id} AND c.id = last.id AND last.result = 'late' AND ${result} = 'late'
      RETURNING c.id
    ), dropped AS (
      DELETE FROM sync_checks WHERE kind = ${kind} AND subject_id = ${id} AND id <= (
        SELECT id FROM sync_checks WHERE kind = ${kind} AND subject_id = ${id}
        ORDER BY id DESC OFFSET ${keptPerSubject - 1} LIMIT 1)
    )
    INSERT INTO sync_checks (kind, subject_id, checked_at, result, message, found, fresh, tokens, tries)
    SELECT ${kind}, ${id}, ${checkedAt}, ${result}, ${message}, ${found}::int, ${fresh}::int, ${tokens}::int, 1
    WHERE NOT EXISTS (SELECT 1 FROM again)`;
}

/** The newest `limit` checks of each subject, newest first. Subjects without any are left out. */
export async function readChecks<Id extends number>(
  db: Db,
  kind: SyncSubject["kind"],
  ids: readonly Id[],
  limit: number,
): Promise<Map<Id, SyncCheck[]>> {
  const rows = await db.$queryRaw<(SyncCheck & { subject: Id })[]>`
    SELECT s.id::float8 AS subject, c.*
    FROM unnest(${ids}::bigint[]) AS s(id)
    CROSS JOIN LATERAL (
      SELECT checked_at AS "checkedAt", result, message, found, fresh, tokens, tries
      FROM sync_checks WHERE kind = ${kind} AND subject_id = s.id ORDER BY id DESC LIMIT ${limit}
    ) c`;
  const checks = new Map<Id, SyncCheck[]>();
  for (const { subject, ...check } of rows) {
    const known = checks.get(subject);
    if (known === undefined) checks.set(subject, [check]);
    else known.push(check);
  }
  return checks;
}
