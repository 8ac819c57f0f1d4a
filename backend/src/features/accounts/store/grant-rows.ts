import {
  id,
  type AccountId,
  type CharacterId,
  type GrantId,
} from "../../../kernel/index.ts";
import type { Db, Transaction } from "../../../platform/database/index.ts";

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
