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
  visitSso,
  type Site,
} from "./test-support/site.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const nothing = { accounts: 0, grants: 0, characters: 0, sessions: 0 };

const clock = createMovableClock();
let eve: Eve;
let store: TestDatabase;
let site: Site;
let accounts: Accounts;
let alice: number, bob: number, carol: number;

beforeAll(async () => {
  eve = await startEve(clock);
  [alice, bob, carol] = eve.pilots;
  store = await createTestDatabase();
});
afterAll(async () => {
  await store.drop();
  await eve.simulator.stop();
});
beforeEach(async () => {
  await eve.heal();
  await store.database.prisma.account.deleteMany();
  site = createSite(store.database, clock, eve.settings);
  accounts = site.process();
});

describe("a login that comes back with fewer scopes than the character had granted", () => {
  const corporation = "esi-killmails.read_corporation_killmails.v1";

  async function logInAsking(scopes: string[], sessionToken?: string) {
    const { authorizeUrl, flow } = await accounts.beginLogin({ scopes });
    return accounts.completeLogin({
      callbackUrl: await visitSso(authorizeUrl, alice),
      flow,
      sessionToken,
    });
  }
  const scopesNow = async () =>
    (await accounts.linkedCharacter(character(alice)))?.scopes ?? [];

  it("goes on to a second one, and keeps the wider set", async () => {
    const wide = await logInAsking([corporation, "esi-wallet.write.v1"]);
    expect(wide).toMatchObject({ widerScopes: [corporation], second: null });
    expect(await scopesNow()).toContain(corporation);

    const narrow = await logIn(accounts, alice);
    expect(narrow.widerScopes).toEqual([]);
    expect(await scopesNow()).not.toContain(corporation);
    const { second } = narrow;
    if (second === null) throw new Error("There is no second login");
    const again = await accounts.completeLogin({
      callbackUrl: await visitSso(second.authorizeUrl, alice),
      flow: second.flow,
      sessionToken: narrow.sessionToken,
    });
    expect(again).toMatchObject({
      accountId: wide.accountId,
      widerScopes: [corporation],
      second: null,
    });
    expect(await scopesNow()).toContain(corporation);
    clock.advance(21 * minuteMs);
    const working = await accounts.accessToken(character(alice));
    expect(working.scopes).toContain(corporation);
  });

  it("stays logged in with the narrower set when the second is declined, and is asked once only", async () => {
    await logInAsking([corporation]);
    const narrow = await logIn(accounts, alice);
    const { second } = narrow;
    if (second === null) throw new Error("There is no second login");
    const callbackUrl = new URL("http://localhost:4000/auth/callback");
    callbackUrl.searchParams.set("error", "access_denied");
    await expect(
      accounts.completeLogin({
        callbackUrl,
        flow: second.flow,
        sessionToken: narrow.sessionToken,
      }),
    ).rejects.toMatchObject({
      code: "LOGIN_CANCELLED",
      message: expect.stringContaining("You are logged in") as unknown,
    });
    expect((await accounts.viewer(narrow.sessionToken)).kind).toBe("account");
    clock.advance(21 * minuteMs);
    await expect(accounts.accessToken(character(alice))).resolves.toBeDefined();
    expect((await logIn(accounts, alice)).second).toBeNull();
  });

  it("is nobody's business when the character has another owner now", async () => {
    const owner = await eve.ownerOf(alice);
    await logInAsking([corporation]);
    await eve.sell(alice, "the buyer");
    expect((await logIn(accounts, alice)).second).toBeNull();
    await eve.sell(alice, owner);
  });
});

describe("an admin", () => {
  it("is whoever has one of the admins' characters, while its authorisation lives", async () => {
    const own = site.process({ adminCharacterIds: [character(alice)] });
    const one = await logIn(own, alice);
    const other = await logIn(own, bob);
    const viewer = { kind: "account", accountId: one.accountId } as const;
    expect(await own.isAdmin(viewer)).toBe(true);
    expect(await accounts.isAdmin(viewer)).toBe(false);
    expect(await own.isAdmin({ kind: "anonymous" })).toBe(false);
    const { accountId } = other;
    expect(await own.isAdmin({ kind: "account", accountId })).toBe(false);
    await store.database.prisma.linkedCharacter.updateMany({
      data: { expiresAt: clock.now(), expiredReason: "test" },
    });
    expect(await own.isAdmin(viewer)).toBe(false);
  });
});

describe("a first login", () => {
  it("makes an account with the character, a grant and a session", async () => {
    const login = await logIn(accounts, alice);
    expect(login).toMatchObject({ characterId: alice, isNewAccount: true });
    expect(login.sessionToken).toMatch(/^[\w-]{43}$/);
    expect(await accounts.viewer(login.sessionToken)).toEqual({
      kind: "account",
      accountId: login.accountId,
    });
    const [linked] = await accounts.linkedCharacters(login.accountId);
    expect(linked).toMatchObject({
      characterId: alice,
      accountId: login.accountId,
      scopes: ["esi-killmails.read_killmails.v1", "publicData"],
      expiresAt: null,
    });
    expect(linked).toEqual(await accounts.linkedCharacter(character(alice)));
    expect(JSON.stringify(linked)).not.toMatch(/token/i);
    expect(site.linked).toEqual([
      { characterId: alice, grantId: linked?.grantId },
    ]);
    expect(site.pokes).toBe(1);
  });

  it("leaves nothing readable of tokens and sessions in the database", async () => {
    const { sessionToken } = await logIn(accounts, alice);
    const { token } = await accounts.accessToken(character(alice));
    const rows = await store.database.pool.query<{ row: string }>(
      "SELECT l::text || s::text AS row FROM linked_characters l, sessions s",
    );
    const [{ row } = { row: "" }] = rows.rows;
    expect(row).toContain("v1.test.");
    for (const secret of [sessionToken, token, token.split(".")[1] ?? token])
      expect(row).not.toContain(secret);
  });

  it("stores nothing when the first sync could not be queued", async () => {
    const failing = site.process({
      onLinked: () => Promise.reject(new Error("no queue")),
    });
    await expect(logIn(failing, alice)).rejects.toThrow("no queue");
    expect(await countRows(store.database)).toEqual(nothing);
    expect(site.pokes).toBe(0);
  });

  it("in two browsers at once makes one account", async () => {
    const logins = await Promise.all([
      logIn(accounts, alice),
      logIn(site.process(), alice),
      logIn(site.process(), alice),
    ]);
    expect(new Set(logins.map((login) => login.accountId)).size).toBe(1);
    expect(logins.filter((login) => login.isNewAccount)).toHaveLength(1);
    expect(await countRows(store.database)).toEqual({
      accounts: 1,
      grants: 1,
      characters: 1,
      sessions: 3,
    });
  });
});

describe("logging in again", () => {
  it("finds the same account, grant and place in the order of linking", async () => {
    const first = await logIn(accounts, alice);
    await logIn(accounts, bob, first.sessionToken);
    const before = await accounts.linkedCharacter(character(alice));
    clock.advance(minuteMs);
    const again = await logIn(accounts, alice);
    expect(again).toMatchObject({
      accountId: first.accountId,
      isNewAccount: false,
    });
    expect(await accounts.linkedCharacter(character(alice))).toEqual(before);
    expect(await characterIds(accounts, first.accountId)).toEqual([alice, bob]);
  });

  it("gives a new session and ends the one this browser had", async () => {
    const first = await logIn(accounts, alice);
    const elsewhere = await logIn(accounts, alice);
    const again = await logIn(accounts, alice, first.sessionToken);
    expect(again.sessionToken).not.toBe(first.sessionToken);
    expect((await accounts.viewer(first.sessionToken)).kind).toBe("anonymous");
    for (const { sessionToken } of [elsewhere, again])
      expect((await accounts.viewer(sessionToken)).kind).toBe("account");
  });
});

describe("a session", () => {
  it("ends after thirty days and is swept with the next login", async () => {
    const { sessionToken } = await logIn(accounts, alice);
    clock.advance(30 * dayMs - minuteMs);
    expect((await accounts.viewer(sessionToken)).kind).toBe("account");
    clock.advance(2 * minuteMs);
    expect((await accounts.viewer(sessionToken)).kind).toBe("anonymous");
    await logIn(accounts, bob, sessionToken);
    expect(await countRows(store.database)).toMatchObject({
      accounts: 2,
      sessions: 1,
    });
  });

  it("ends by logging out, and only that one", async () => {
    const { sessionToken } = await logIn(accounts, alice);
    const other = await logIn(accounts, alice);
    await accounts.endSession(sessionToken);
    await accounts.endSession(undefined);
    expect((await accounts.viewer(sessionToken)).kind).toBe("anonymous");
    expect((await accounts.viewer(other.sessionToken)).kind).toBe("account");
  });

  it("is not to be guessed at", async () => {
    await logIn(accounts, alice);
    for (const token of [undefined, "", "x", "A".repeat(43), "é".repeat(43)])
      expect((await accounts.viewer(token)).kind).toBe("anonymous");
  });
});

describe("adding a character", () => {
  it("links it to the account that is logged in", async () => {
    const first = await logIn(accounts, alice);
    clock.advance(minuteMs);
    const second = await logIn(accounts, bob, first.sessionToken);
    clock.advance(minuteMs);
    const third = await logIn(accounts, carol, second.sessionToken);
    expect(third).toMatchObject({
      accountId: first.accountId,
      isNewAccount: false,
    });
    expect(await characterIds(accounts, first.accountId)).toEqual([
      alice,
      bob,
      carol,
    ]);
    expect((await logIn(accounts, bob)).accountId).toBe(first.accountId);
  });

  it("takes it along with its grant from the account that had it, which goes when it is empty", async () => {
    const one = await logIn(accounts, alice);
    const other = await logIn(accounts, bob);
    const before = await accounts.linkedCharacter(character(bob));
    const moved = await logIn(accounts, bob, one.sessionToken);
    expect(moved).toMatchObject({
      accountId: one.accountId,
      isNewAccount: false,
    });
    expect(await accounts.linkedCharacter(character(bob))).toMatchObject({
      accountId: one.accountId,
      grantId: before?.grantId,
    });
    expect((await accounts.viewer(other.sessionToken)).kind).toBe("anonymous");
    expect(await countRows(store.database)).toEqual({
      accounts: 1,
      grants: 2,
      characters: 2,
      sessions: 1,
    });
  });

  it("leaves the account that had it alone while it has another character", async () => {
    const one = await logIn(accounts, alice);
    const other = await logIn(accounts, bob);
    const both = await logIn(accounts, carol, other.sessionToken);
    await logIn(accounts, bob, one.sessionToken);
    expect(await characterIds(accounts, one.accountId)).toEqual([alice, bob]);
    expect(await characterIds(accounts, other.accountId)).toEqual([carol]);
    expect((await accounts.viewer(both.sessionToken)).kind).toBe("account");
  });
});
