import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import {
  createMovableClock,
  RejectedError,
  UnavailableError,
} from "../../kernel/index.ts";
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

describe("a login is refused and nothing stored", () => {
  const refusal = async (
    callback: (url: URL) => URL | string,
    flow: (flow: string) => string | undefined = (own) => own,
  ) => {
    const begun = await accounts.beginLogin();
    const url = await visitSso(begun.authorizeUrl, alice);
    const error: unknown = await accounts
      .completeLogin({
        callbackUrl: new URL(callback(url)),
        flow: flow(begun.flow),
        sessionToken: undefined,
      })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RejectedError);
    expect(await countRows(store.database)).toEqual(nothing);
    expect(site.linked).toEqual([]);
    return (error as RejectedError).code;
  };
  const changed = (change: (query: URLSearchParams) => void) => (url: URL) => {
    change(url.searchParams);
    return url;
  };

  it("when the pilot cancelled", async () => {
    const cancelled = changed((query) => {
      query.delete("code");
      query.set("error", "access_denied");
    });
    expect(await refusal(cancelled)).toBe("LOGIN_CANCELLED");
  });

  it("when it was not begun in this browser, or too long ago", async () => {
    const asItIs = (url: URL) => url;
    const other = await accounts.beginLogin();
    expect(await refusal(asItIs, () => undefined)).toBe("LOGIN_STATE");
    expect(await refusal(asItIs, () => other.flow)).toBe("LOGIN_STATE");
    expect(await refusal(asItIs, (flow) => `${flow}x`)).toBe("LOGIN_STATE");
    expect(
      await refusal((url) => {
        clock.advance(10 * minuteMs + 1000);
        return url;
      }),
    ).toBe("LOGIN_STATE");
  });

  it("when the state is wrong, missing or there twice", async () => {
    for (const change of [
      changed((query) => query.set("state", "forged")),
      changed((query) => query.set("state", "")),
      changed((query) => query.delete("state")),
      changed((query) => query.append("state", "forged")),
    ])
      expect(await refusal(change)).toBe("LOGIN_STATE");
  });

  it("when the code is forged, missing or there twice", async () => {
    for (const change of [
      changed((query) => query.set("code", "forged")),
      changed((query) => query.delete("code")),
      changed((query) => query.append("code", "forged")),
      changed((query) => {
        query.delete("code");
        query.set("error", "server_error");
      }),
    ])
      expect(await refusal(change)).toBe("LOGIN_CODE");
  });

  it("when its code belongs to another browser's login", async () => {
    const other = await accounts.beginLogin();
    const code =
      (await visitSso(other.authorizeUrl, bob)).searchParams.get("code") ?? "";
    expect(await refusal(changed((query) => query.set("code", code)))).toBe(
      "LOGIN_CODE",
    );
  });

  it("when it is replayed", async () => {
    const { authorizeUrl, flow } = await accounts.beginLogin();
    const callbackUrl = await visitSso(authorizeUrl, alice);
    const once = { callbackUrl, flow, sessionToken: undefined };
    await accounts.completeLogin(once);
    const before = await countRows(store.database);
    await expect(accounts.completeLogin(once)).rejects.toMatchObject({
      code: "LOGIN_CODE",
    });
    expect(await countRows(store.database)).toEqual(before);
  });

  it("while EVE SSO is down, which is not the pilot's fault", async () => {
    const { authorizeUrl, flow } = await accounts.beginLogin();
    const callbackUrl = await visitSso(authorizeUrl, alice);
    await eve.fail({ path: "/token", status: 502, body: "html" });
    await expect(
      accounts.completeLogin({ callbackUrl, flow, sessionToken: undefined }),
    ).rejects.toThrow(UnavailableError);
    await eve.fail({ path: ".well-known", status: 503 });
    await expect(site.process().beginLogin()).rejects.toThrow(UnavailableError);
    expect(await countRows(store.database)).toEqual(nothing);
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
