import { type CharacterId, id } from "../../kernel/index.ts";
import {
  type Db,
  Prisma,
  type Transaction,
} from "../../platform/database/index.ts";
import type { SyncState } from "./character-sync.ts";

export interface SyncRow {
  readonly characterId: CharacterId;
  readonly state: SyncState;
  readonly message: string;
  readonly lastSyncAt: Date | null;
  readonly lastNewAt: Date | null;
  readonly nextSyncAt: Date | null;
  readonly movedAt: Date | null;
  readonly updatedAt: Date;
}

export async function readSyncs(
  db: Db,
  characterIds: readonly CharacterId[],
): Promise<SyncRow[]> {
  const rows = await db.characterSync.findMany({
    where: { characterId: { in: [...characterIds] } },
  });
  return rows.map((row) => ({
    ...row,
    characterId: id<CharacterId>(row.characterId),
    state: row.state as SyncState,
  }));
}

export async function readCharacterIds(db: Db): Promise<CharacterId[]> {
  const rows = await db.characterSync.findMany({
    select: { characterId: true },
    orderBy: { characterId: "asc" },
  });
  return rows.map((row) => id<CharacterId>(row.characterId));
}

export async function countStates(
  db: Db,
  characterIds: readonly CharacterId[],
): Promise<Map<SyncState, number>> {
  const rows = await db.$queryRaw<{ state: SyncState; count: bigint }[]>`
    SELECT state, count(*) AS count FROM character_syncs
    WHERE character_id = ANY(${characterIds}::bigint[]) GROUP BY state`;
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

/** Changes the row if it is still there: unlinking takes it away at any time. */
export async function writeSync(
  db: Db,
  characterId: CharacterId,
  change: {
    state: SyncState;
    message: string;
    nextSyncAt?: Date | null;
    lastSyncAt?: Date;
    lastNewAt?: Date;
  },
  now: Date,
): Promise<void> {
  await db.characterSync.updateMany({
    where: { characterId },
    data: { ...change, updatedAt: now },
  });
}

/** A character was linked: its list and its whereabouts are to be asked for. */
export async function insertQueued(
  tx: Transaction,
  characterId: CharacterId,
  change: { message: string; nextSyncAt: Date },
  now: Date,
): Promise<void> {
  const row = { ...change, state: "queued", lookAt: now, updatedAt: now };
  await tx.characterSync.upsert({
    where: { characterId },
    create: { characterId, ...row },
    update: row,
  });
}

/** Marks up to `limit` due characters as queued and returns them. Their next due time moves on, so that nobody else takes them and a lost order comes due again. As an array they are found by their key: joined as a sub-select, PostgreSQL would read the whole table for each batch. */
export async function takeDue(
  tx: Transaction,
  batch: { now: Date; nextSyncAt: Date; message: string; limit: number },
): Promise<CharacterId[]> {
  const rows = await tx.$queryRaw<{ character_id: bigint }[]>`
    UPDATE character_syncs
       SET state = 'queued', message = ${batch.message}, next_sync_at = ${batch.nextSyncAt}, updated_at = ${queuedSince(batch.now)}
     WHERE character_id = ANY(ARRAY(SELECT character_id FROM character_syncs WHERE next_sync_at <= ${batch.now}
                             ORDER BY next_sync_at LIMIT ${batch.limit} FOR UPDATE SKIP LOCKED))
     RETURNING character_id`;
  return rows.map((row) => id<CharacterId>(row.character_id));
}

/** Whoever waits already goes on waiting since then. */
const queuedSince = (now: Date) =>
  Prisma.sql`CASE WHEN state = 'queued' THEN updated_at ELSE ${now} END`;

/** The same for everyone whose syncs are on, due or not: `limit` characters with ids above `after`, in their order. */
export async function takeAll(
  tx: Transaction,
  batch: {
    now: Date;
    nextSyncAt: Date;
    message: string;
    limit: number;
    after: CharacterId;
  },
): Promise<CharacterId[]> {
  const rows = await tx.$queryRaw<{ character_id: bigint }[]>`
    UPDATE character_syncs
       SET state = 'queued', message = ${batch.message}, next_sync_at = ${batch.nextSyncAt}, updated_at = ${queuedSince(batch.now)}
     WHERE character_id = ANY(ARRAY(SELECT character_id FROM character_syncs
                             WHERE next_sync_at IS NOT NULL AND character_id > ${batch.after}
                             ORDER BY character_id LIMIT ${batch.limit} FOR UPDATE))
     RETURNING character_id`;
  return rows
    .map((row) => id<CharacterId>(row.character_id))
    .sort((a, b) => a - b);
}
