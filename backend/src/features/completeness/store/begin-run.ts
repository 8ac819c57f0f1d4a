import type { Transaction } from "../../../platform/database/index.ts";

/** Notes that the nightly comparison begins now; false when it has begun at or after `since` already, in whatever process. */
export async function beginRun(
  tx: Transaction,
  { since, now }: { since: Date; now: Date },
): Promise<boolean> {
  const begun = await tx.$executeRaw`
    INSERT INTO completeness_runs AS r (id, started_at) VALUES (1, ${now})
    ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at WHERE r.started_at < ${since}`;
  return begun === 1;
}
