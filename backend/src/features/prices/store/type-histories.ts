import type { Db, Transaction } from "../../../platform/database/index.ts";

const dayMs = 86_400_000;
/** ESI has a new day once a day, and 400 of them are in each answer. */
const againMs = dayMs;
/** What has no market gets one with a new version of the game, if ever. */
const marketAgainMs = 30 * dayMs;

/** Notes that the histories of these types are to be asked for, less those that were today, or have no market. Returns how many are new. */
export async function wantHistories(
  tx: Transaction,
  typeIds: readonly number[],
  now: Date,
): Promise<number> {
  const sorted = [...typeIds].sort((a, b) => a - b);
  const before = (ms: number) => new Date(now.getTime() - ms);
  return tx.$executeRaw`
    INSERT INTO type_histories AS h (type_id, wanted_at)
    SELECT x.id, ${now} FROM unnest(${sorted}::int[]) AS x(id) ORDER BY x.id
    ON CONFLICT (type_id) DO UPDATE SET wanted_at = excluded.wanted_at
     WHERE h.wanted_at IS NULL
       AND (h.asked_at IS NULL OR h.asked_at <= ${before(againMs)})
       AND (h.no_market_at IS NULL OR h.no_market_at <= ${before(marketAgainMs)})`;
}

/** Types somebody waits for, those who wait longest first. */
export async function readWantedHistories(
  db: Db,
  limit: number,
): Promise<{ typeId: number; etag: string | null }[]> {
  return db.$queryRaw<{ typeId: number; etag: string | null }[]>`
    SELECT type_id AS "typeId", etag FROM type_histories
     WHERE wanted_at IS NOT NULL ORDER BY wanted_at, type_id LIMIT ${limit}`;
}

/** ESI was asked; nobody waits any more. */
export async function noteHistory(
  db: Db,
  typeId: number,
  told: { askedAt: Date; etag?: string | null; noMarketAt?: Date | null },
): Promise<void> {
  await db.typeHistory.update({
    where: { typeId },
    data: { ...told, wantedAt: null },
  });
}
