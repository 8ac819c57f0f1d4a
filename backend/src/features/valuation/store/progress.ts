import type { Db, Transaction } from "../../../platform/database/index.ts";

/** For which version of the rules all days were marked, whether there was static data by then, and how far the visibility log was followed. */
export interface Progress {
  readonly version: number;
  readonly hasStaticData: boolean;
  readonly logSequence: bigint;
}

export async function lockProgress(tx: Transaction): Promise<Progress> {
  await tx.$executeRaw`
    INSERT INTO valuation_progress (id, version, log_sequence) VALUES (1, 0, 0) ON CONFLICT DO NOTHING`;
  const [row] = await tx.$queryRaw<Progress[]>`
    SELECT version, has_static_data AS "hasStaticData", log_sequence AS "logSequence" FROM valuation_progress WHERE id = 1 FOR UPDATE`;
  return row ?? { version: 0, hasStaticData: false, logSequence: 0n };
}

export async function writeProgress(
  db: Db,
  progress: Partial<Progress>,
): Promise<void> {
  await db.valuationProgress.update({ where: { id: 1 }, data: progress });
}
