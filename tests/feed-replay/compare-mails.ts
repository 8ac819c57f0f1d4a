import type { Database } from "../../backend/src/platform/database/index.ts";
import type { DumpedLine } from "../support/day-files.ts";

export interface MailComparison {
  /** In the day files, and not stored as public under that hash. */
  readonly missing: number;
  /** Stored, and in no day file under that hash. */
  readonly extra: number;
  readonly twice: number;
  /** Of which subscribers were told more than once that they became visible. */
  readonly toldTwice: number;
  /** The first of each, in words. */
  readonly lines: string[];
}

const mostLines = 10;

/** Holds what is stored against what was to be. */
export async function compareMails(
  { pool }: Database,
  expected: readonly DumpedLine[],
): Promise<MailComparison> {
  const { rows } = await pool.query<{ key: string; isPublic: boolean }>(
    `SELECT killmail_id || ' ' || encode(hash, 'hex') AS key, public_since IS NOT NULL AS "isPublic" FROM killmails`,
  );
  const { rows: told } = await pool.query<{ key: string }>(
    `SELECT killmail_id::text AS key FROM visibility_log
      WHERE grant_id IS NULL AND corporation_id IS NULL AND revision IS NULL GROUP BY killmail_id HAVING count(*) > 1`,
  );
  const keys = expected.map(({ killmailId, hash }) => `${killmailId} ${hash}`);
  const wanted = new Set(keys);
  const stored = new Set(rows.map(({ key }) => key));
  const open = new Set(
    rows.filter(({ isPublic }) => isPublic).map(({ key }) => key),
  );
  const missing = keys.filter((key) => !open.has(key));
  const extra = [...stored].filter((key) => !wanted.has(key));
  const say = (what: string, all: readonly string[]) =>
    all.slice(0, mostLines).map((key) => `${what}: ${key}`);
  return {
    missing: missing.length,
    extra: extra.length,
    twice: rows.length - stored.size,
    toldTwice: told.length,
    lines: [
      ...say("missing", missing),
      ...say("extra", extra),
      ...say(
        "told twice",
        told.map(({ key }) => key),
      ),
    ],
  };
}
