import {
  type AllianceId,
  type CorporationId,
  type EntityId,
  id,
} from "../../../kernel/index.ts";
import {
  type Db,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { Entity, EntityKind } from "../entities.ts";
import { searchColumns } from "./search-rows.ts";

const dayMs = 24 * 60 * 60_000;

/** Adds ids nobody has seen, and gives those ESI did not know a day ago or longer another chance. Returns the kinds that now have something to learn. */
export async function noteUnknown(
  tx: Transaction,
  seen: ReadonlyMap<number, EntityKind>,
  now: Date,
): Promise<Set<EntityKind>> {
  const rows = [...seen]
    .map(([entityId, kind]) => ({ id: entityId, kind }))
    .sort((a, b) => a.id - b.id);
  const added = await tx.$queryRaw<{ kind: EntityKind }[]>`
    INSERT INTO entities (id, kind, created_at)
    SELECT id, kind, ${now} FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(id bigint, kind text)
     WHERE NOT EXISTS (SELECT FROM entities WHERE entities.id = x.id)
     ORDER BY id
    ON CONFLICT (id) DO NOTHING RETURNING kind`;
  const again = await tx.$queryRaw<{ kind: EntityKind }[]>`
    UPDATE entities SET missing_at = NULL
     WHERE id = ANY(${rows.map((row) => row.id)}::bigint[]) AND missing_at <= ${new Date(now.getTime() - dayMs)}
    RETURNING kind`;
  return new Set([...added, ...again].map(({ kind }) => kind));
}

/** Ids without a name, oldest first. */
export async function readUnlearnt(
  db: Db,
  kinds: readonly EntityKind[],
  limit: number,
): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM entities
     WHERE kind = ANY(${kinds}::text[]) AND learnt_at IS NULL AND missing_at IS NULL
     ORDER BY created_at, id LIMIT ${limit}`;
  return rows.map((row) => Number(row.id));
}

/** Writes names that were learnt, or are others than before. */
export async function writeNames(
  db: Db,
  names: readonly { id: number; name: string }[],
  now: Date,
): Promise<void> {
  const rows = names
    .map(({ id, name }) => ({ id, name, ...searchColumns(name) }))
    .sort((a, b) => a.id - b.id);
  await db.$executeRaw`
    UPDATE entities
       SET name = x.name, search_name = x.search_name, search_trigrams = x.search_trigrams, missing_at = NULL,
           learnt_at = coalesce(learnt_at, ${now}),
           former_names = CASE WHEN entities.name <> x.name
             THEN array_append(array_remove(former_names, entities.name), entities.name) ELSE former_names END
      FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(id bigint, name text, search_name text, search_trigrams int[])
     WHERE entities.id = x.id`;
}

export async function markMissing(
  db: Db,
  ids: readonly number[],
  now: Date,
): Promise<void> {
  await db.entity.updateMany({
    where: { id: { in: ids.map(BigInt) }, learntAt: null },
    data: { missingAt: now },
  });
}

export async function readEntities(
  db: Db,
  ids: readonly EntityId[],
): Promise<Map<EntityId, Entity>> {
  const rows = await db.entity.findMany({
    where: { id: { in: ids.map(BigInt) } },
    select: {
      id: true,
      kind: true,
      name: true,
      ticker: true,
      corporationId: true,
      allianceId: true,
      formerNames: true,
      deletedAt: true,
    },
  });
  return new Map(
    rows.map((row) => {
      const entityId = id<EntityId>(row.id);
      const kind = row.kind as EntityKind;
      const { name, ticker, corporationId, allianceId, formerNames } = row;
      return [
        entityId,
        {
          id: entityId,
          kind,
          name,
          ticker,
          corporationId:
            corporationId === null ? null : id<CorporationId>(corporationId),
          allianceId: allianceId === null ? null : id<AllianceId>(allianceId),
          formerNames,
          isDeleted: row.deletedAt !== null,
        },
      ];
    }),
  );
}
