import type { AccountId, GrantId } from "../../kernel/index.ts";

/** What is known here of a character that has just logged in. */
export interface LinkSituation {
  ownerHash: string;
  /** The account of the browser's living session. */
  currentAccount: AccountId | null;
  /** The link of this character as it stands. */
  linked: {
    accountId: AccountId;
    grantId: GrantId;
    ownerHash: string;
  } | null;
  /** The grant of this character in the hands of this very owner, living or ended; there is at most one. */
  ownGrant: { id: GrantId; accountId: AccountId } | null;
}

export interface LinkDecision {
  /** The account to log in to; null: a new one. */
  account: AccountId | null;
  /** The grant to link through, revived or moved when it has to be; null: a new one. */
  grant: GrantId | null;
  /** The former owner's grant, which ends: the character was sold. */
  endedGrant: GrantId | null;
  /** Accounts that lose the character. */
  losers: AccountId[];
}

/**
 * Whoever holds the character in EVE decides. The same owner finds what they had, in the account they are logged in to
 * or else in the one that had it; a new owner starts with nothing of the former one's.
 */
export function decideLink(situation: LinkSituation): LinkDecision {
  const { ownerHash, currentAccount, linked, ownGrant } = situation;
  const account = currentAccount ?? ownGrant?.accountId ?? null;
  const isSold = linked !== null && linked.ownerHash !== ownerHash;
  const holders = [linked?.accountId, ownGrant?.accountId].filter(
    (holder) => holder !== undefined && holder !== account,
  );
  return {
    account,
    grant: ownGrant?.id ?? null,
    endedGrant: isSold ? linked.grantId : null,
    losers: [...new Set(holders as AccountId[])],
  };
}
