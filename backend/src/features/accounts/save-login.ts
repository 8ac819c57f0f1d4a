import type {
  AccountId,
  CharacterId,
  Clock,
  GrantId,
} from "../../kernel/index.ts";
import type { KeyRing } from "../../platform/crypto/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { SsoCharacter, SsoTokens } from "../../platform/sso/index.ts";
import { decideLink } from "./decide-link.ts";
import { endReasons } from "./end-reasons.ts";
import { createAccount, tidyAccount } from "./store/account-rows.ts";
import {
  createGrant,
  endGrant,
  findOwnGrant,
  reviveGrant,
} from "./store/grant-rows.ts";
import {
  deleteLink,
  findLinked,
  lockLink,
  saveLink,
} from "./store/linked-character-rows.ts";
import { tokenPlace } from "./token-place.ts";

/** All that a login changes about characters, grants and accounts, in the caller's transaction. */
export async function saveLogin(
  tx: Transaction,
  deps: {
    clock: Clock;
    keyRing: KeyRing;
    onLinked: (
      tx: Transaction,
      character: { characterId: CharacterId; grantId: GrantId },
    ) => Promise<void>;
  },
  login: {
    character: SsoCharacter;
    tokens: SsoTokens;
    currentAccount: AccountId | null;
  },
): Promise<{
  accountId: AccountId;
  isNewAccount: boolean;
  /** What the same owner had granted with this character and this login does not. */
  lostScopes: string[];
}> {
  const { keyRing } = deps;
  const { character, tokens, currentAccount } = login;
  const { characterId, name, ownerHash, scopes } = character;
  const now = deps.clock.now();

  await lockLink(tx, characterId);
  const linked = await findLinked(tx, characterId);
  const decision = decideLink({
    ownerHash,
    currentAccount,
    linked,
    ownGrant: await findOwnGrant(tx, characterId, ownerHash),
  });

  if (decision.endedGrant !== null) {
    await endGrant(tx, decision.endedGrant, {
      at: now,
      reason: endReasons.sold,
    });
    // With it goes the former owner's sync state; the new owner's starts afresh.
    await deleteLink(tx, characterId);
  }
  const accountId = decision.account ?? (await createAccount(tx, now));
  let grantId = decision.grant;
  if (grantId === null)
    grantId = await createGrant(tx, {
      accountId,
      characterId,
      ownerHash,
      grantedAt: now,
    });
  else await reviveGrant(tx, grantId, accountId);
  await saveLink(tx, {
    characterId,
    accountId,
    grantId,
    name,
    ownerHash,
    scopes,
    refreshToken: keyRing.encrypt(
      tokens.refreshToken,
      tokenPlace("refresh_token", characterId),
    ),
    accessToken: keyRing.encrypt(
      tokens.accessToken,
      tokenPlace("access_token", characterId),
    ),
    accessTokenExpiresAt: character.expiresAt,
    linkedAt:
      linked?.grantId === grantId && linked.accountId === accountId
        ? linked.linkedAt
        : now,
  });
  for (const loser of decision.losers) await tidyAccount(tx, loser);
  await deps.onLinked(tx, { characterId, grantId });
  const before = linked?.ownerHash === ownerHash ? linked.scopes : [];
  return {
    accountId,
    isNewAccount: decision.account === null,
    lostScopes: before.filter((scope) => !scopes.includes(scope)),
  };
}
