import { describe, expect, it } from "vitest";
import { id, type AccountId, type GrantId } from "../../kernel/index.ts";
import { decideLink } from "./decide-link.ts";

const account = (value: number): AccountId => id(value);
const grant = (value: number): GrantId => id(value);
const [mine, theirs] = [account(1), account(2)];
const seller = {
  accountId: theirs,
  grantId: grant(20),
  ownerHash: "the seller",
};

describe("whoever logs in with a character", () => {
  it("that nobody here knows gets a new account, or adds it to theirs", () => {
    const unknown = { ownerHash: "me", linked: null, ownGrant: null };
    expect(decideLink({ ...unknown, currentAccount: null })).toEqual({
      account: null,
      grant: null,
      endedGrant: null,
      losers: [],
    });
    expect(decideLink({ ...unknown, currentAccount: mine }).account).toBe(mine);
  });

  it("that is theirs finds account and grant again", () => {
    const linked = { accountId: mine, grantId: grant(10), ownerHash: "me" };
    for (const currentAccount of [null, mine])
      expect(
        decideLink({
          ownerHash: "me",
          currentAccount,
          linked,
          ownGrant: { id: grant(10), accountId: mine },
        }),
      ).toEqual({
        account: mine,
        grant: grant(10),
        endedGrant: null,
        losers: [],
      });
  });

  it("that is theirs in another account of theirs takes it along", () => {
    for (const linked of [
      { accountId: theirs, grantId: grant(10), ownerHash: "me" },
      null,
    ])
      expect(
        decideLink({
          ownerHash: "me",
          currentAccount: mine,
          linked,
          ownGrant: { id: grant(10), accountId: theirs },
        }),
      ).toEqual({
        account: mine,
        grant: grant(10),
        endedGrant: null,
        losers: [theirs],
      });
  });

  it("that they bought gets nothing of the seller's", () => {
    for (const currentAccount of [null, mine])
      expect(
        decideLink({
          ownerHash: "the buyer",
          currentAccount,
          linked: seller,
          ownGrant: null,
        }),
      ).toEqual({
        account: currentAccount,
        grant: null,
        endedGrant: grant(20),
        losers: [theirs],
      });
  });

  it("that they bought from themselves keeps the old grant ended all the same", () => {
    expect(
      decideLink({
        ownerHash: "the buyer",
        currentAccount: theirs,
        linked: seller,
        ownGrant: null,
      }),
    ).toEqual({
      account: theirs,
      grant: null,
      endedGrant: grant(20),
      losers: [],
    });
  });

  it("that they sold and bought back finds what they had then", () => {
    expect(
      decideLink({
        ownerHash: "me",
        currentAccount: null,
        linked: seller,
        ownGrant: { id: grant(10), accountId: mine },
      }),
    ).toEqual({
      account: mine,
      grant: grant(10),
      endedGrant: grant(20),
      losers: [theirs],
    });
  });
});
