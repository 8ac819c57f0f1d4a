import {
  type CharacterId,
  type CorporationId,
  id,
} from "../../../kernel/index.ts";
import type { Db, Transaction } from "../../../platform/database/index.ts";
import type { DirectorState } from "../corporation-sync.ts";

export interface DirectorRow {
  readonly characterId: CharacterId;
  readonly corporationId: CorporationId | null;
  readonly isWanted: boolean;
  readonly state: DirectorState;
  readonly message: string;
  readonly roleCheckedAt: Date | null;
  /** When the list was last read in the character's name. */
  readonly lastTurnAt: Date | null;
}

export async function readDirectors(
  db: Db,
  characterIds: readonly CharacterId[],
): Promise<Map<CharacterId, DirectorRow>> {
  const rows = await db.corporationDirector.findMany({
    where: { characterId: { in: [...characterIds] } },
  });
  return new Map(rows.map((row) => [id(row.characterId), branded(row)]));
}

/** As it is now, and stays until the transaction ends: the pilot may have turned the switch while ESI was asked. */
export async function lockDirector(
  tx: Transaction,
  characterId: CharacterId,
): Promise<DirectorRow | null> {
  await tx.$queryRaw`SELECT 1 FROM corporation_directors WHERE character_id = ${characterId} FOR UPDATE`;
  return (await readDirectors(tx, [characterId])).get(characterId) ?? null;
}

/** Those whose consent is used, in order of their ids. */
export async function readDirectorsOf(
  db: Db,
  corporationId: CorporationId,
): Promise<DirectorRow[]> {
  const rows = await db.corporationDirector.findMany({
    where: { corporationId, state: "on" },
    orderBy: { characterId: "asc" },
  });
  return rows.map(branded);
}

/** Whatever became of their consent, in order of their ids. */
export async function readAllDirectorsOf(
  db: Db,
  corporationId: CorporationId,
): Promise<DirectorRow[]> {
  const rows = await db.corporationDirector.findMany({
    where: { corporationId },
    orderBy: { characterId: "asc" },
  });
  return rows.map(branded);
}

/** The pilot's wish. What is to be checked anew is so for the corporation that the character is in by then. */
export async function saveWish(
  db: Db,
  characterId: CharacterId,
  wish: { isWanted: boolean; state: DirectorState; message: string },
  now: Date,
): Promise<void> {
  const row = {
    ...wish,
    ...(wish.state === "checking" && { corporationId: null }),
    updatedAt: now,
  };
  await db.corporationDirector.upsert({
    where: { characterId },
    create: { characterId, ...row },
    update: row,
  });
}

/** Changes the row if it is still there: unlinking takes it away at any time. */
export async function writeDirector(
  db: Db,
  characterId: CharacterId,
  change: Partial<Omit<DirectorRow, "characterId">>,
  now: Date,
): Promise<void> {
  await db.corporationDirector.updateMany({
    where: { characterId },
    data: { ...change, updatedAt: now },
  });
}

/** The list was read in the character's name, or could not be. */
export async function noteTurn(
  db: Db,
  characterId: CharacterId,
  lastTurnAt: Date,
): Promise<void> {
  await writeDirector(db, characterId, { lastTurnAt }, lastTurnAt);
}

function branded(row: {
  characterId: bigint;
  corporationId: bigint | null;
  isWanted: boolean;
  state: string;
  message: string;
  roleCheckedAt: Date | null;
  lastTurnAt: Date | null;
}): DirectorRow {
  return {
    ...row,
    characterId: id(row.characterId),
    corporationId: row.corporationId === null ? null : id(row.corporationId),
    state: row.state as DirectorState,
  };
}
