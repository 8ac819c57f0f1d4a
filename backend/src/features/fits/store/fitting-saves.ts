import type { GrantId } from "../../../kernel/index.ts";
import type { Db } from "../../../platform/database/index.ts";

/** One wish to save a fit: its id comes from whoever asks, so that asking twice is noticed. */
export interface SaveKey {
  readonly grantId: GrantId;
  readonly requestId: string;
}

export interface SaveRow {
  /** asking: ESI is being asked. saved: it is in the game. unknown: ESI gave no answer, and it may be. */
  readonly state: "asking" | "saved" | "unknown";
  readonly fittingId: bigint | null;
  readonly askedAt: Date;
}

/** Takes the wish, for the one call that may be made for it; null when it was taken before. */
export async function claimSave(
  db: Db,
  { grantId, requestId }: SaveKey,
  askedAt: Date,
): Promise<boolean> {
  const claimed = await db.$executeRaw`
    INSERT INTO fitting_saves (grant_id, request_id, state, asked_at)
    VALUES (${grantId}, ${requestId}, 'asking', ${askedAt})
    ON CONFLICT DO NOTHING`;
  return claimed === 1;
}

export async function readSave(db: Db, key: SaveKey): Promise<SaveRow | null> {
  const row = await db.fittingSave.findUnique({
    where: { grantId_requestId: key },
  });
  return row === null ? null : { ...row, state: row.state as SaveRow["state"] };
}

export async function settleSave(
  db: Db,
  key: SaveKey,
  outcome: { state: "saved"; fittingId: number } | { state: "unknown" },
): Promise<void> {
  await db.fittingSave.updateMany({
    where: key,
    data: {
      state: outcome.state,
      fittingId: "fittingId" in outcome ? BigInt(outcome.fittingId) : null,
    },
  });
}

/** Nothing was saved, for sure: the same wish may be tried again. */
export async function releaseSave(db: Db, key: SaveKey): Promise<void> {
  await db.fittingSave.deleteMany({ where: key });
}

/** Wishes older than this are not repeated any more. */
export async function forgetSaves(
  db: Db,
  grantId: GrantId,
  before: Date,
): Promise<void> {
  await db.fittingSave.deleteMany({
    where: { grantId, askedAt: { lt: before } },
  });
}
