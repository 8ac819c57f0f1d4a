import type { Db, Transaction } from "../../../platform/database/index.ts";

/** Which build is in use; null before the first import. */
export async function readBuild(
  db: Db,
): Promise<{ buildNumber: number; releasedAt: Date; importedAt: Date } | null> {
  return db.staticBuild.findFirst();
}

/** Notes that the next build is looked for now; false when it was at or after `since` already, in whatever process. */
export async function beginCheck(
  tx: Transaction,
  { since, now }: { since: Date; now: Date },
): Promise<boolean> {
  const begun = await tx.$executeRaw`
    INSERT INTO static_data_checks AS c (id, started_at) VALUES (1, ${now})
    ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at WHERE c.started_at < ${since}`;
  return begun === 1;
}
