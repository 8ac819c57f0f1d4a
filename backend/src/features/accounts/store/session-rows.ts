import { id, type AccountId } from "../../../kernel/index.ts";
import type { Db } from "../../../platform/database/index.ts";

type Hash = Uint8Array<ArrayBuffer>;

export async function findSessionAccount(
  db: Db,
  tokenHash: Hash,
  now: Date,
): Promise<AccountId | null> {
  // Not `findUnique`, whose calls of one moment Prisma puts into a transaction: a hundred streams ask for their sessions at once.
  const session = await db.session.findFirst({
    where: { tokenHash, expiresAt: { gt: now } },
    select: { accountId: true },
  });
  return session && id(session.accountId);
}

export async function createSession(
  db: Db,
  session: {
    tokenHash: Hash;
    accountId: AccountId;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db.session.create({ data: session });
}

export async function deleteSession(db: Db, tokenHash: Hash): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash } });
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.session.deleteMany({ where: { expiresAt: { lte: now } } });
}
