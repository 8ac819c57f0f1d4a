import { type AccountId, type BackfillId, id } from "../../../kernel/index.ts";
import type { Db, Transaction } from "../../../platform/database/index.ts";
import type { ZkillboardEntity } from "../../../platform/zkillboard/index.ts";
import type { Backfill, BackfillState } from "../zkillboard-backfill.ts";

export interface BackfillRow extends Backfill {
  /** Rises with every page. */
  readonly turn: number;
}

export type BackfillChange = Partial<
  Omit<BackfillRow, "id" | "entity" | "accountId">
> & { dueAt?: Date };

export const activeStates: readonly BackfillState[] = ["queued", "running"];

export async function findBackfill(
  db: Db,
  backfillId: BackfillId,
): Promise<BackfillRow | null> {
  const row = await db.zkillboardBackfill.findUnique({
    where: { id: backfillId },
  });
  return row && branded(row);
}

/** The same, and nobody else changes it before the commit. */
export async function lockBackfill(
  tx: Transaction,
  backfillId: BackfillId,
): Promise<BackfillRow | null> {
  await tx.$queryRaw`SELECT 1 FROM zkillboard_backfills WHERE id = ${backfillId} FOR UPDATE`;
  return findBackfill(tx, backfillId);
}

/** What this account (null: operators) asked for of the entity. */
export async function findAsked(
  db: Db,
  { kind, id: entityId }: ZkillboardEntity,
  accountId: AccountId | null,
): Promise<BackfillRow | null> {
  const row = await db.zkillboardBackfill.findFirst({
    where: { kind, entityId, accountId },
  });
  return row && branded(row);
}

/** The same, made if there is none, and locked until the commit. */
export async function lockAsked(
  tx: Transaction,
  entity: ZkillboardEntity,
  accountId: AccountId | null,
  fresh: {
    firstMonth: string;
    monthsTotal: number;
    message: string;
    now: Date;
  },
): Promise<BackfillRow> {
  const { firstMonth, monthsTotal, message, now } = fresh;
  await tx.$executeRaw`
    INSERT INTO zkillboard_backfills (kind, entity_id, account_id, first_month, state, message, due_at, months_total, asked_at, updated_at)
    VALUES (${entity.kind}, ${entity.id}, ${accountId}, ${firstMonth}, 'queued', ${message}, ${now}, ${monthsTotal}, ${now}, ${now})
    ON CONFLICT DO NOTHING`;
  const found = await findAsked(tx, entity, accountId);
  const locked = found && (await lockBackfill(tx, found.id));
  // Deleted with its account in between.
  if (locked === null) throw new Error("A backfill is gone as it was made");
  return locked;
}

export async function writeBackfill(
  tx: Transaction,
  backfillId: BackfillId,
  change: BackfillChange,
  now: Date,
): Promise<void> {
  await tx.zkillboardBackfill.update({
    where: { id: backfillId },
    data: { ...change, updatedAt: now },
  });
}

/** The last one that was asked for first. */
export async function readBackfills(
  db: Db,
  {
    limit,
    ...where
  }: { accountId?: AccountId; isUnderWay?: boolean; limit: number },
): Promise<BackfillRow[]> {
  const rows = await db.zkillboardBackfill.findMany({
    where: {
      ...(where.accountId !== undefined && { accountId: where.accountId }),
      ...(where.isUnderWay === true && {
        state: { in: [...activeStates, "paused"] },
      }),
    },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(branded);
}

/** Those under way whose page was due before then, less those somebody else looks at now. */
export async function takeForgotten(
  tx: Transaction,
  before: Date,
): Promise<BackfillRow[]> {
  const taken = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM zkillboard_backfills WHERE state = ANY(${[...activeStates]}::text[]) AND due_at < ${before}
    ORDER BY id FOR UPDATE SKIP LOCKED`;
  const rows = await tx.zkillboardBackfill.findMany({
    where: { id: { in: taken.map((row) => row.id) } },
  });
  return rows.map(branded);
}

function branded({
  kind,
  entityId,
  ...row
}: {
  id: bigint;
  kind: string;
  entityId: bigint;
  accountId: bigint | null;
  firstMonth: string;
  state: string;
  message: string;
  turn: number;
  monthsTotal: number;
  monthsDone: number;
  currentMonth: string | null;
  found: number;
  fresh: number;
  askedAt: Date;
  updatedAt: Date;
}): BackfillRow {
  return {
    ...row,
    id: id(row.id),
    entity: {
      kind: kind as ZkillboardEntity["kind"],
      id: Number(entityId),
    },
    accountId: row.accountId === null ? null : id(row.accountId),
    state: row.state as BackfillState,
  };
}
