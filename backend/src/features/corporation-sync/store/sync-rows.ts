import { type CorporationId, id } from "../../../kernel/index.ts";
import {
  type Db,
  Prisma,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { CorporationListState } from "../corporation-sync.ts";

export interface SyncRow {
  readonly corporationId: CorporationId;
  readonly state: CorporationListState;
  readonly message: string;
  readonly lastSyncAt: Date | null;
  readonly lastNewAt: Date | null;
  readonly nextSyncAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export async function readSync(
  db: Db,
  corporationId: CorporationId,
): Promise<SyncRow | null> {
  const row = await db.corporationSync.findUnique({ where: { corporationId } });
  return (
    row && {
      ...row,
      corporationId,
      state: row.state as CorporationListState,
    }
  );
}

export async function readCorporationIds(db: Db): Promise<CorporationId[]> {
  const rows = await db.corporationSync.findMany({
    select: { corporationId: true },
    orderBy: { corporationId: "asc" },
  });
  return rows.map((row) => id<CorporationId>(row.corporationId));
}

/** Lists that some director wants read, in order of id; not those that all of them turned off. */
export async function readWantedIds(db: Db): Promise<CorporationId[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    SELECT corporation_id AS id FROM corporation_syncs s
    WHERE EXISTS (
      SELECT 1 FROM corporation_directors d WHERE d.corporation_id = s.corporation_id AND d.state <> 'off')
    ORDER BY 1`;
  return rows.map((row) => id<CorporationId>(row.id));
}

export async function countStates(
  db: Db,
  corporationIds: readonly CorporationId[],
): Promise<Map<CorporationListState, number>> {
  const rows = await db.$queryRaw<
    { state: CorporationListState; count: bigint }[]
  >`
    SELECT state, count(*) AS count FROM corporation_syncs
    WHERE corporation_id = ANY(${corporationIds}::bigint[]) GROUP BY state`;
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

export async function writeSync(
  db: Db,
  corporationId: CorporationId,
  change: {
    state: CorporationListState;
    message: string;
    nextSyncAt?: Date | null;
    lastSyncAt?: Date;
    lastNewAt?: Date;
  },
  now: Date,
): Promise<void> {
  await db.corporationSync.updateMany({
    where: { corporationId },
    data: { ...change, updatedAt: now },
  });
}

/** A director has come: the list is on. */
export async function saveQueued(
  tx: Transaction,
  corporationId: CorporationId,
  change: { message: string; nextSyncAt: Date },
  now: Date,
): Promise<void> {
  const row = { ...change, state: "queued", updatedAt: now };
  await tx.corporationSync.upsert({
    where: { corporationId },
    create: { corporationId, ...row, createdAt: now },
    update: row,
  });
}

/** Marks up to `limit` due corporations as queued and returns them. Their next due time moves on, so that nobody else takes them and a lost order comes due again. As an array they are found by their key: joined as a sub-select, PostgreSQL would read the whole table for each batch. */
export async function takeDue(
  tx: Transaction,
  batch: { now: Date; nextSyncAt: Date; message: string; limit: number },
): Promise<CorporationId[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    UPDATE corporation_syncs
       SET state = 'queued', message = ${batch.message}, next_sync_at = ${batch.nextSyncAt}, updated_at = ${queuedSince(batch.now)}
     WHERE corporation_id = ANY(ARRAY(SELECT corporation_id FROM corporation_syncs WHERE next_sync_at <= ${batch.now}
                               ORDER BY next_sync_at LIMIT ${batch.limit} FOR UPDATE SKIP LOCKED))
     RETURNING corporation_id AS id`;
  return rows.map((row) => id<CorporationId>(row.id));
}

/** Whoever waits already goes on waiting since then. */
const queuedSince = (now: Date) =>
  Prisma.sql`CASE WHEN state = 'queued' THEN updated_at ELSE ${now} END`;

/** The same for all that are on, due or not: `limit` corporations with ids above `after`, in their order. */
export async function takeAll(
  tx: Transaction,
  batch: {
    now: Date;
    nextSyncAt: Date;
    message: string;
    limit: number;
    after: CorporationId;
  },
): Promise<CorporationId[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    UPDATE corporation_syncs
       SET state = 'queued', message = ${batch.message}, next_sync_at = ${batch.nextSyncAt}, updated_at = ${queuedSince(batch.now)}
     WHERE corporation_id = ANY(ARRAY(SELECT corporation_id FROM corporation_syncs
                               WHERE next_sync_at IS NOT NULL AND corporation_id > ${batch.after}
                               ORDER BY corporation_id LIMIT ${batch.limit} FOR UPDATE))
     RETURNING corporation_id AS id`;
  return rows.map((row) => id<CorporationId>(row.id)).sort((a, b) => a - b);
}
