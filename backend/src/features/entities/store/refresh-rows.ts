import {
  type Db,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { EntityKind } from "../entities.ts";
import { nextDays } from "../refresh/next-days.ts";

const dayMs = 24 * 60 * 60_000;

/** What ESI said of somebody, compared with what was known. */
export interface Told {
  readonly id: number;
  readonly ticker?: string;
  readonly corporationId?: number;
  /** Null: in none. */
  readonly allianceId?: number | null;
  readonly isDeleted: boolean;
}

/** Those of a kind whose time has come, longest due first. */
export async function readDue(
  db: Db,
  kind: EntityKind,
  now: Date,
  limit: number,
): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM entities
     WHERE kind = ${kind} AND learnt_at IS NOT NULL AND (refresh_due_at IS NULL OR refresh_due_at <= ${now})
     ORDER BY refresh_due_at NULLS FIRST, id LIMIT ${limit}`;
  return rows.map(({ id }) => Number(id));
}

/** Writes what was told; says when each is asked again. */
export async function writeTold(
  tx: Transaction,
  told: readonly Told[],
  now: Date,
): Promise<void> {
  const ids = told.map(({ id }) => BigInt(id));
  const known = new Map(
    (await tx.entity.findMany({ where: { id: { in: ids } } })).map((row) => [
      Number(row.id),
      row,
    ]),
  );
  const rows = told.flatMap((one) => {
    const row = known.get(one.id);
    if (row === undefined) return [];
    const ticker = one.ticker ?? row.ticker;
    const corporationId = one.corporationId ?? toNumber(row.corporationId);
    const allianceId =
      one.allianceId === undefined ? toNumber(row.allianceId) : one.allianceId;
    const isChanged =
      ticker !== row.ticker ||
      corporationId !== toNumber(row.corporationId) ||
      allianceId !== toNumber(row.allianceId) ||
      one.isDeleted !== (row.deletedAt !== null);
    const days = nextDays(row.refreshDays, isChanged);
    return [
      {
        id: one.id,
        ticker,
        corporation_id: corporationId,
        alliance_id: allianceId,
        deleted_at: one.isDeleted ? (row.deletedAt ?? now) : null,
        refresh_days: days,
        due_at: new Date(now.getTime() + days * dayMs),
      },
    ];
  });
  rows.sort((a, b) => a.id - b.id);
  await tx.$executeRaw`
    UPDATE entities
       SET ticker = x.ticker, corporation_id = x.corporation_id, alliance_id = x.alliance_id, deleted_at = x.deleted_at,
           refreshed_at = ${now}, refresh_days = x.refresh_days, refresh_due_at = x.due_at
      FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(id bigint, ticker text, corporation_id bigint, alliance_id bigint,
           deleted_at timestamptz, refresh_days smallint, due_at timestamptz)
     WHERE entities.id = x.id`;
}

function toNumber(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
