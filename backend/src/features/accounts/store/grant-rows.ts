import {
  id,
  type AccountId,
  type CharacterId,
  type GrantId,
} from "../../../kernel/index.ts";
import type { Db, Transaction } from "../../../platform/database/index.ts";
import type { LostCharacter } from "../accounts.ts";
import { endReasons } from "../end-reasons.ts";

/** The grant of a character in the hands of one owner, living or ended. */
export async function findOwnGrant(
  db: Db,
  characterId: CharacterId,
  ownerHash: string,
): Promise<{ id: GrantId; accountId: AccountId } | null> {
  const grant = await db.grant.findFirst({
    where: { characterId, ownerHash },
    select: { id: true, accountId: true },
    orderBy: { id: "desc" },
  });
  return grant && { id: id(grant.id), accountId: id(grant.accountId) };
}

export async function createGrant(
  tx: Transaction,
  grant: {
    accountId: AccountId;
    characterId: CharacterId;
    ownerHash: string;
    grantedAt: Date;
  },
): Promise<GrantId> {
  return id((await tx.grant.create({ data: grant })).id);
}

/** Alive again, and this account's. */
export async function reviveGrant(
  tx: Transaction,
  grantId: GrantId,
  accountId: AccountId,
): Promise<void> {
  await tx.grant.update({
    where: { id: grantId },
    data: { accountId, endedAt: null, endedReason: null },
  });
}

export async function endGrant(
  tx: Transaction,
  grantId: GrantId,
  ended: { at: Date; reason: string },
): Promise<void> {
  await tx.grant.updateMany({
    where: { id: grantId, endedAt: null },
    data: { endedAt: ended.at, endedReason: ended.reason },
  });
}

/** Characters of which the account has lost the link since then, the last one first. */
export async function findLost(
  db: Db,
  accountId: AccountId,
  since: Date,
): Promise<LostCharacter[]> {
  const kept = await db.linkedCharacter.findMany({
    where: { accountId },
    select: { characterId: true },
  });
  const rows = await db.grant.findMany({
    where: {
      accountId,
      endedAt: { gte: since },
      // Sold and bought back under another owner hash, it is there all the same.
      characterId: { notIn: kept.map(({ characterId }) => characterId) },
    },
    orderBy: [{ endedAt: "desc" }, { id: "desc" }],
    distinct: ["characterId"],
  });
  return rows.map(lost);
}

/** How the last link of a character ended that nobody has linked now. */
export async function findEnded(
  db: Db,
  characterId: CharacterId,
): Promise<LostCharacter | null> {
  const linked = await db.linkedCharacter.count({ where: { characterId } });
  if (linked > 0) return null;
  const row = await db.grant.findFirst({
    where: { characterId, endedAt: { not: null } },
    orderBy: [{ endedAt: "desc" }, { id: "desc" }],
  });
  return row && lost(row);
}

function lost({ characterId, endedAt, endedReason, grantedAt }: GrantRow) {
  return {
    characterId: id<CharacterId>(characterId),
    isUnlinked: endedReason === endReasons.unlinked,
    lostAt: endedAt ?? grantedAt,
    reason: endedReason ?? "",
  };
}

interface GrantRow {
  characterId: bigint;
  endedAt: Date | null;
  endedReason: string | null;
  grantedAt: Date;
}
