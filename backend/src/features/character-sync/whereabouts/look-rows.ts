import type { CharacterId, GrantId } from "../../../kernel/index.ts";
import type { Db } from "../../../platform/database/index.ts";

/** Up to `limit` linked characters whose whereabouts are to be asked for, those due longest first. */
export async function readDueLooks(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ characterId: CharacterId; grantId: GrantId }[]> {
  return db.$queryRaw<{ characterId: CharacterId; grantId: GrantId }[]>`
    SELECT s.character_id::float8 AS "characterId", l.grant_id::float8 AS "grantId"
    FROM character_syncs s JOIN linked_characters l USING (character_id)
    WHERE s.look_at <= ${now} ORDER BY s.look_at LIMIT ${limit}`;
}

/** When to look again; null: never. */
export async function writeLooks(
  db: Db,
  characterIds: readonly CharacterId[],
  lookAt: Date | null,
): Promise<void> {
  await db.characterSync.updateMany({
    where: { characterId: { in: [...characterIds] } },
    data: { lookAt },
  });
}

export async function writeMoved(
  db: Db,
  characterIds: readonly CharacterId[],
  movedAt: Date,
): Promise<void> {
  if (characterIds.length === 0) return;
  await db.characterSync.updateMany({
    where: { characterId: { in: [...characterIds] } },
    data: { movedAt },
  });
}
