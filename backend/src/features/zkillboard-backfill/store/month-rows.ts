import type { Db, Transaction } from "../../../platform/database/index.ts";
import type { ZkillboardEntity } from "../../../platform/zkillboard/index.ts";
import type { MonthRow } from "../reading/plan-step.ts";

/** Of every month that was ever looked at, by `YYYY-MM`. */
export async function readMonths(
  db: Db,
  { kind, id: entityId }: ZkillboardEntity,
): Promise<Map<string, MonthRow>> {
  const rows = await db.zkillboardMonth.findMany({
    where: { kind, entityId },
    omit: { kind: true, entityId: true },
  });
  return new Map(rows.map((row) => [row.month, row]));
}

/** The same, and nobody else reads on for this entity before the commit. */
export async function lockMonths(
  tx: Transaction,
  entity: ZkillboardEntity,
): Promise<Map<string, MonthRow>> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`zkillboard-months:${entity.kind}:${entity.id}`}, 0))`;
  return readMonths(tx, entity);
}

export async function writeMonth(
  tx: Transaction,
  { kind, id: entityId }: ZkillboardEntity,
  { month, ...row }: MonthRow,
): Promise<void> {
  await tx.zkillboardMonth.upsert({
    where: { kind_entityId_month: { kind, entityId, month } },
    create: { kind, entityId, month, ...row },
    update: row,
  });
}
