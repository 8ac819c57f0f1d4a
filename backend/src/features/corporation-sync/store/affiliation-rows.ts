import { type CharacterId, type GrantId } from "../../../kernel/index.ts";
import type { Db } from "../../../platform/database/index.ts";

export interface Whereabouts {
  readonly characterId: CharacterId;
  readonly grantId: GrantId;
}

/** Linked characters whose corporation is unknown, or was last looked at by `before`; those longest unseen first. */
export async function readUnseen(
  db: Db,
  before: Date,
  limit: number,
): Promise<Whereabouts[]> {
  return db.$queryRaw<Whereabouts[]>`
    SELECT l.character_id::float8 AS "characterId", l.grant_id::float8 AS "grantId"
    FROM linked_characters l LEFT JOIN corporation_members m ON m.grant_id = l.grant_id
    WHERE m.checked_at IS NULL OR m.checked_at <= ${before}
    ORDER BY m.checked_at NULLS FIRST, l.character_id LIMIT ${limit}`;
}
