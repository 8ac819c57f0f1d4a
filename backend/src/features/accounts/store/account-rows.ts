import { id, type AccountId } from "../../../kernel/index.ts";
import type { Db, Transaction } from "../../../platform/database/index.ts";

export async function createAccount(
  tx: Transaction,
  now: Date,
): Promise<AccountId> {
  const account = await tx.account.create({ data: { createdAt: now } });
  return id(account.id);
}

export async function hasCharacters(
  db: Db,
  accountId: AccountId,
): Promise<boolean> {
  return (await db.linkedCharacter.count({ where: { accountId } })) > 0;
}

/** An account that lost its last character is nobody's any more: its sessions end, and without any grant it goes too. */
export async function tidyAccount(
  tx: Transaction,
  accountId: AccountId,
): Promise<void> {
  // Waits for whoever is adding a character to it, so that the look behind the lock sees that.
  await tx.$executeRaw`SELECT 1 FROM accounts WHERE id = ${accountId} FOR UPDATE`;
  if (await hasCharacters(tx, accountId)) return;
  await tx.session.deleteMany({ where: { accountId } });
  await tx.account.deleteMany({
    where: { id: accountId, grants: { none: {} } },
  });
}
