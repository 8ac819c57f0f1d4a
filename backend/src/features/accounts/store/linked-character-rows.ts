import {
  id,
  type AccountId,
  type CharacterId,
  type GrantId,
} from "../../../kernel/index.ts";
import type { Db, Transaction } from "../../../platform/database/index.ts";
import type { LinkedCharacterView } from "../accounts.ts";

/** A link with its tokens' envelopes: for this feature alone. */
export interface LinkedCharacterRow extends LinkedCharacterView {
  ownerHash: string;
  refreshToken: string | null;
  accessToken: string | null;
  accessTokenExpiresAt: Date | null;
}

/** Tokens as they are written: envelopes, never the tokens. */
export interface TokenEnvelopes {
  refreshToken: string;
  accessToken: string;
  accessTokenExpiresAt: Date;
}

/** One login at a time for a character; lasts until the transaction ends. */
export async function lockLink(
  tx: Transaction,
  characterId: CharacterId,
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`accounts.link:${characterId}`}, 0))`;
}

/** One refresh at a time for a character, over all processes. Logins and unlinking do not wait for it. */
export async function lockRefresh(
  tx: Transaction,
  characterId: CharacterId,
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`accounts.refresh:${characterId}`}, 0))`;
}

export async function findLinked(
  db: Db,
  characterId: CharacterId,
): Promise<LinkedCharacterRow | null> {
  const row = await db.linkedCharacter.findUnique({ where: { characterId } });
  return row && branded(row);
}

export async function findLinkedOfAccount(
  db: Db,
  accountId: AccountId,
): Promise<LinkedCharacterRow[]> {
  const rows = await db.linkedCharacter.findMany({
    where: { accountId },
    orderBy: [{ linkedAt: "asc" }, { characterId: "asc" }],
  });
  return rows.map(branded);
}

/** A fresh login: the authorisation lives, whatever it was before. */
export async function saveLink(
  tx: Transaction,
  link: TokenEnvelopes & {
    characterId: CharacterId;
    accountId: AccountId;
    grantId: GrantId;
    name: string;
    ownerHash: string;
    scopes: string[];
    linkedAt: Date;
  },
): Promise<void> {
  const { characterId, ...rest } = link;
  const data = { ...rest, expiresAt: null, expiredReason: null };
  await tx.linkedCharacter.upsert({
    where: { characterId },
    create: { characterId, ...data },
    update: data,
  });
}

export async function deleteLink(
  tx: Transaction,
  characterId: CharacterId,
): Promise<void> {
  await tx.linkedCharacter.deleteMany({ where: { characterId } });
}

/** Compare-and-set on the refresh token that was spent: false when somebody else (a login, an unlinking) wrote since. */
export async function saveRefreshed(
  db: Db,
  spent: { characterId: CharacterId; refreshToken: string },
  fresh:
    | (TokenEnvelopes & { name: string; scopes: string[] })
    | { refreshToken: string; accessToken: null; accessTokenExpiresAt: null },
): Promise<boolean> {
  const { count } = await db.linkedCharacter.updateMany({
    where: spent,
    data: fresh,
  });
  return count === 1;
}

/** The same compare-and-set for an authorisation that SSO no longer accepts. */
export async function saveExpired(
  db: Db,
  spent: { characterId: CharacterId; refreshToken: string },
  expired: { at: Date; reason: string },
): Promise<boolean> {
  const { count } = await db.linkedCharacter.updateMany({
    where: spent,
    data: {
      refreshToken: null,
      accessToken: null,
      accessTokenExpiresAt: null,
      expiresAt: expired.at,
      expiredReason: expired.reason,
    },
  });
  return count === 1;
}

export async function forgetAccessToken(
  db: Db,
  refused: { characterId: CharacterId; accessToken: string },
): Promise<void> {
  await db.linkedCharacter.updateMany({
    where: refused,
    data: { accessToken: null, accessTokenExpiresAt: null },
  });
}

function branded(row: {
  characterId: bigint;
  accountId: bigint;
  grantId: bigint;
  name: string;
  ownerHash: string;
  scopes: string[];
  refreshToken: string | null;
  accessToken: string | null;
  accessTokenExpiresAt: Date | null;
  expiresAt: Date | null;
  expiredReason: string | null;
  linkedAt: Date;
}): LinkedCharacterRow {
  return {
    ...row,
    characterId: id(row.characterId),
    accountId: id(row.accountId),
    grantId: id(row.grantId),
  };
}
