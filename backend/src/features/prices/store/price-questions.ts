import type { Db, Transaction } from "../../../platform/database/index.ts";
import { sourceNumbers } from "../price-source.ts";

export type Appraiser = "janice" | "mutamarket";

/** What cost little last week costs little this week. */
const againMs = 7 * 86_400_000;

/** Notes that these types are to be asked of an appraiser, less those that were within the week. Returns how many are new. */
export async function wantAppraisals(
  tx: Transaction,
  appraiser: Appraiser,
  typeIds: readonly number[],
  now: Date,
): Promise<number> {
  const sorted = [...typeIds].sort((a, b) => a - b);
  return tx.$executeRaw`
    INSERT INTO price_questions AS q (source, type_id, wanted_at)
    SELECT ${sourceNumbers[appraiser]}, x.id, ${now} FROM unnest(${sorted}::int[]) AS x(id) ORDER BY x.id
    ON CONFLICT (source, type_id) DO UPDATE SET wanted_at = excluded.wanted_at
     WHERE q.wanted_at IS NULL
       AND (q.asked_at IS NULL OR q.asked_at <= ${new Date(now.getTime() - againMs)})`;
}

export async function readWantedAppraisals(
  db: Db,
  appraiser: Appraiser,
  limit: number,
): Promise<number[]> {
  const rows = await db.$queryRaw<{ typeId: number }[]>`
    SELECT type_id AS "typeId" FROM price_questions
     WHERE source = ${sourceNumbers[appraiser]} AND wanted_at IS NOT NULL
     ORDER BY wanted_at, type_id LIMIT ${limit}`;
  return rows.map(({ typeId }) => typeId);
}

/** They were asked, whatever was answered. */
export async function noteAppraisals(
  db: Db,
  appraiser: Appraiser,
  typeIds: readonly number[],
  now: Date,
): Promise<void> {
  await db.priceQuestion.updateMany({
    where: { source: sourceNumbers[appraiser], typeId: { in: [...typeIds] } },
    data: { wantedAt: null, askedAt: now },
  });
}
