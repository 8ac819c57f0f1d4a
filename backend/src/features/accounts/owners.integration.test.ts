import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { createMovableClock } from "../../kernel/index.ts";
import type { Accounts } from "./index.ts";
import { startEve, type Eve } from "./test-support/eve.ts";
import {
  character,
  characterIds,
  countRows,
  createSite,
  logIn,
  type Site,
} from "./test-support/site.ts";

const clock = createMovableClock();
let eve: Eve;
let store: TestDatabase;
let site: Site;
let accounts: Accounts;
let alice: number, bob: number;
let alicesOwner: string;

beforeAll(async () => {
  eve = await startEve(clock);
  [alice, bob] = eve.pilots;
  alicesOwner = await eve.ownerOf(alice);
  store = await createTestDatabase();
});
afterAll(async () => {
  await store.drop();
  await eve.simulator.stop();
});
beforeEach(async () => {
  await eve.heal();
  await eve.sell(alice, alicesOwner);
  await store.database.prisma.account.deleteMany();
  site = createSite(store.database, clock, eve.settings);
  accounts = site.process();
});

const grants = () =>
  store.database.prisma.grant.findMany({ orderBy: { id: "asc" } });

describe("a sold character", () => {
  it("starts anew with its new owner; the former one keeps nothing living of it", async () => {
    const seller = await logIn(accounts, alice);
    await eve.sell(alice, "the buyer");
    const buyer = await logIn(accounts, alice);
    expect(buyer.isNewAccount).toBe(true);
    expect(buyer.accountId).not.toBe(seller.accountId);
    expect(await grants()).toMatchObject([
      {
        accountId: BigInt(seller.accountId),
        ownerHash: alicesOwner,
        endedReason: "The character has another owner now.",
      },
      { accountId: BigInt(buyer.accountId), ownerHash: "the buyer" },
    ]);
    expect((await grants()).map((grant) => grant.endedAt === null)).toEqual([
      false,
      true,
    ]);
    expect(await characterIds(accounts, seller.accountId)).toEqual([]);
    expect((await accounts.viewer(seller.sessionToken)).kind).toBe("anonymous");
    expect((await accounts.accessToken(character(alice))).grantId).toBe(
      site.linked.at(-1)?.grantId,
    );
  });

  it("leaves the former owner's other characters where they are", async () => {
    const first = await logIn(accounts, bob);
    const seller = await logIn(accounts, alice, first.sessionToken);
    await eve.sell(alice, "the buyer");
    await logIn(accounts, alice);
    expect(await characterIds(accounts, seller.accountId)).toEqual([bob]);
    expect((await accounts.viewer(seller.sessionToken)).kind).toBe("account");
    expect(await accounts.lostCharacters(seller.accountId)).toEqual([
      {
        characterId: alice,
        isUnlinked: false,
        lostAt: expect.any(Date) as unknown,
        reason: "The character has another owner now.",
      },
    ]);
    clock.advance(31 * 24 * 3_600_000);
    expect(await accounts.lostCharacters(seller.accountId)).toEqual([]);
  });

  it("that only moved between EVE accounts of the same pilot is not lost", async () => {
    const first = await logIn(accounts, bob);
    const both = await logIn(accounts, alice, first.sessionToken);
    await eve.sell(alice, "the pilot's other account");
    const { accountId } = await logIn(accounts, alice, both.sessionToken);
    expect(await characterIds(accounts, accountId)).toEqual([bob, alice]);
    expect(await accounts.lostCharacters(accountId)).toEqual([]);
  });

  it("takes its sync state along with nobody", async () => {
    await logIn(accounts, alice);
    await store.database.prisma.characterSync.create({
      data: {
        characterId: alice,
        state: "idle",
        message: "Up to date.",
        updatedAt: clock.now(),
      },
    });
    await logIn(accounts, alice);
    expect(await store.database.prisma.characterSync.count()).toBe(1);
    await eve.sell(alice, "the buyer");
    await logIn(accounts, alice);
    expect(await store.database.prisma.characterSync.count()).toBe(0);
  });

  it("that comes back finds what its first owner had", async () => {
    const seller = await logIn(accounts, alice);
    await eve.sell(alice, "the buyer");
    await logIn(accounts, alice);
    await eve.sell(alice, alicesOwner);
    const back = await logIn(accounts, alice);
    expect(back).toMatchObject({
      accountId: seller.accountId,
      isNewAccount: false,
    });
    expect((await grants()).map((grant) => grant.endedAt === null)).toEqual([
      true,
      false,
    ]);
  });

  it("that was noticed at a refresh can be logged in with by its buyer", async () => {
    await logIn(accounts, alice);
    await eve.sell(alice, "the buyer");
    clock.advance(21 * 60_000);
    await expect(accounts.accessToken(character(alice))).rejects.toMatchObject({
      code: "AUTHORISATION_ENDED",
    });
    expect((await logIn(accounts, alice)).isNewAccount).toBe(true);
    await expect(accounts.accessToken(character(alice))).resolves.toBeDefined();
  });
});

describe("unlinking", () => {
  it("is told of as the pilot's own wish, until the character is linked again", async () => {
    const first = await logIn(accounts, bob);
    const both = await logIn(accounts, alice, first.sessionToken);
    const { accountId } = both;
    expect(await accounts.endedLink(character(alice))).toBeNull();
    await accounts.unlink(accountId, character(alice));
    const unlinked = {
      characterId: alice,
      isUnlinked: true,
      lostAt: expect.any(Date) as unknown,
      reason: "The pilot unlinked the character.",
    };
    expect(await accounts.lostCharacters(accountId)).toEqual([unlinked]);
    expect(await accounts.endedLink(character(alice))).toEqual(unlinked);
    await logIn(accounts, alice, both.sessionToken);
    expect(await accounts.lostCharacters(accountId)).toEqual([]);
    expect(await accounts.endedLink(character(alice))).toBeNull();
  });

  it("ends the grant, deletes the tokens here and revokes them at EVE SSO", async () => {
    const first = await logIn(accounts, alice);
    const both = await logIn(accounts, bob, first.sessionToken);
    const revocations = eve.count("/revoke");
    expect(await accounts.unlink(both.accountId, character(alice))).toEqual({
      accountLeft: true,
    });
    expect(eve.count("/revoke")).toBe(revocations + 1);
    expect(await characterIds(accounts, both.accountId)).toEqual([bob]);
    expect(await accounts.linkedCharacter(character(alice))).toBeNull();
    expect((await grants())[0]).toMatchObject({
      endedReason: "The pilot unlinked the character.",
    });
    await expect(accounts.accessToken(character(alice))).rejects.toMatchObject({
      code: "NOT_LINKED",
    });
    expect((await accounts.viewer(both.sessionToken)).kind).toBe("account");
  });

  it("the last character ends the account's sessions; logging in again revives the grant", async () => {
    const first = await logIn(accounts, alice);
    const elsewhere = await logIn(accounts, alice);
    expect(await accounts.unlink(first.accountId, character(alice))).toEqual({
      accountLeft: false,
    });
    for (const { sessionToken } of [first, elsewhere])
      expect((await accounts.viewer(sessionToken)).kind).toBe("anonymous");
    const again = await logIn(accounts, alice);
    expect(again).toMatchObject({
      accountId: first.accountId,
      isNewAccount: false,
    });
    expect(await grants()).toMatchObject([
      { endedAt: null, endedReason: null },
    ]);
    expect(new Set(site.linked.map((linked) => linked.grantId)).size).toBe(1);
  });

  it("and adding elsewhere brings the grant along", async () => {
    const first = await logIn(accounts, alice);
    await accounts.unlink(first.accountId, character(alice));
    const other = await logIn(accounts, bob);
    await logIn(accounts, alice, other.sessionToken);
    expect(await characterIds(accounts, other.accountId)).toEqual([bob, alice]);
    expect(await countRows(store.database)).toMatchObject({
      accounts: 1,
      grants: 2,
    });
  });

  it("is refused for somebody else's character and for none", async () => {
    const one = await logIn(accounts, alice);
    const other = await logIn(accounts, bob);
    for (const id of [bob, 2_130_000_000])
      await expect(
        accounts.unlink(one.accountId, character(id)),
      ).rejects.toMatchObject({ code: "NOT_LINKED" });
    expect(await characterIds(accounts, other.accountId)).toEqual([bob]);
  });

  it("is done even when EVE SSO can not be told", async () => {
    const { accountId } = await logIn(accounts, alice);
    await eve.fail({ path: "/revoke", status: 500, body: "html" });
    expect(await accounts.unlink(accountId, character(alice))).toEqual({
      accountLeft: false,
    });
    expect(await accounts.linkedCharacter(character(alice))).toBeNull();
    expect(site.lines.at(-1)).toContain("could not be told");
  });
});
