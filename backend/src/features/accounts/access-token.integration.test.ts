import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { breakConnection } from "../../../../tests/support/break-connection.ts";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { until } from "../../../../tests/support/until.ts";
import {
  createMovableClock,
  id,
  UnavailableError,
} from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { createSso, type SsoTokens } from "../../platform/sso/index.ts";
import type { Accounts } from "./index.ts";
import { startEve, type Eve } from "./test-support/eve.ts";
import {
  callbackUrl,
  character,
  createSite,
  logIn,
  type Site,
} from "./test-support/site.ts";

const minuteMs = 60_000;

const clock = createMovableClock();
let eve: Eve;
let store: TestDatabase;
let site: Site;
let accounts: Accounts;
let alice: ReturnType<typeof character>;

beforeAll(async () => {
  eve = await startEve(clock);
  alice = character(eve.pilots[0]);
  store = await createTestDatabase();
});
afterAll(async () => {
  await store.drop();
  await eve.simulator.stop();
});
beforeEach(async () => {
  await eve.heal();
  await eve.rotateRefreshTokens(false);
  await store.database.prisma.account.deleteMany();
  site = createSite(store.database, clock, eve.settings);
  accounts = site.process();
  await logIn(accounts, alice);
});

const row = () =>
  store.database.prisma.linkedCharacter.findUniqueOrThrow({
    where: { characterId: alice },
  });

/** Whether ESI takes it. */
async function works(token: string): Promise<boolean> {
  const response = await fetch(`${eve.simulator.url}/v2/oauth/verify`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return response.ok;
}

describe("an access token", () => {
  it("is used while it is good for another minute", async () => {
    const first = await accounts.accessToken(alice);
    expect(first).toMatchObject({
      characterId: alice,
      grantId: site.linked[0]?.grantId,
      scopes: ["esi-killmails.read_killmails.v1", "publicData"],
    });
    const asked = eve.count("/token");
    clock.advance(18 * minuteMs);
    expect(await accounts.accessToken(alice)).toEqual(first);
    expect(eve.count("/token")).toBe(asked);
    clock.advance(1.5 * minuteMs);
    const second = await accounts.accessToken(alice);
    expect(second.token).not.toBe(first.token);
    expect(eve.count("/token")).toBe(asked + 1);
  });

  it("is refreshed again and again, with and without rotation, by whichever process", async () => {
    for (const rotate of [false, true, true, false]) {
      await eve.rotateRefreshTokens(rotate);
      clock.advance(25 * minuteMs);
      const { token } = await site.process().accessToken(alice);
      expect(await works(token)).toBe(true);
    }
    expect((await row()).expiresAt).toBeNull();
  });

  it("is refreshed once for all who ask at the same time, here and in another process", async () => {
    await eve.rotateRefreshTokens(true);
    const other = site.process();
    for (let round = 0; round < 3; round++) {
      clock.advance(21 * minuteMs);
      const asked = eve.count("/token");
      const tokens = await Promise.all(
        [accounts, other, accounts, other, site.process()].map((process) =>
          process.accessToken(alice),
        ),
      );
      expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
      expect(eve.count("/token")).toBe(asked + 1);
    }
    expect((await row()).expiresAt).toBeNull();
  });

  it.each(["before", "at"])(
    "is kept with its new refresh token when PostgreSQL breaks off %s the commit",
    async (moment) => {
      await eve.rotateRefreshTokens(true);
      clock.advance(21 * minuteMs);
      const asked = eve.count("/token");
      let isBroken = false;
      const { database } = store;
      const transaction: Database["transaction"] = (work) =>
        database.transaction(async (tx) => {
          const result = await work(tx);
          if (isBroken) return result;
          isBroken = true;
          await breakConnection(database, tx);
          if (moment === "before") await tx.account.count();
          return result;
        });
      const process = site.process({ database: { ...database, transaction } });
      const { token } = await process.accessToken(alice);
      expect(await works(token)).toBe(true);
      expect(eve.count("/token")).toBe(asked + 1);
      clock.advance(21 * minuteMs);
      expect(await works((await accounts.accessToken(alice)).token)).toBe(true);
    },
  );

  it("of a login that came in between counts more than the refreshed one", async () => {
    clock.advance(21 * minuteMs);
    const held = holdRefresh();
    const underWay = site.process({ sso: held.sso }).accessToken(alice);
    await held.isAnswered;
    await logIn(accounts, alice);
    const { accessToken } = await row();
    held.release();
    const { token } = await underWay;
    expect(await works(token)).toBe(true);
    expect((await row()).accessToken).toBe(accessToken);
    expect((await accounts.accessToken(alice)).token).toBe(token);
  });

  it("that is being refreshed makes unlinking wait, so that the newest refresh token is revoked", async () => {
    await eve.rotateRefreshTokens(true);
    clock.advance(21 * minuteMs);
    const { accountId } = await row();
    const held = holdRefresh();
    const underWay = site.process({ sso: held.sso }).accessToken(alice);
    const { refreshToken } = await held.isAnswered;
    const unlinked = accounts.unlink(id(accountId), alice);
    await until("unlinking waits", async () => {
      const waiting = await store.database.pool.query(
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      );
      return waiting.rowCount === 1;
    });
    held.release();
    await Promise.all([underWay, unlinked]);
    await expect(held.sso.refresh(refreshToken)).rejects.toMatchObject({
      code: "AUTHORISATION_ENDED",
    });
    await expect(accounts.accessToken(alice)).rejects.toMatchObject({
      code: "NOT_LINKED",
    });
  });

  it("that ESI refused is not used again", async () => {
    const { token } = await accounts.accessToken(alice);
    clock.advance(1_000);
    await accounts.refusedToken(alice, token);
    const next = await accounts.accessToken(alice);
    expect(next.token).not.toBe(token);
    await accounts.refusedToken(alice, token);
    expect(await accounts.accessToken(alice)).toEqual(next);
    await accounts.refusedToken(character(2_130_000_000), token);
  });
});

describe("an authorisation that was revoked", () => {
  beforeEach(async () => {
    await eve.revoke(alice);
    clock.advance(21 * minuteMs);
  });

  it("is marked so, with its tokens gone, and asked for no more", async () => {
    await expect(accounts.accessToken(alice)).rejects.toMatchObject({
      name: "RejectedError",
      code: "AUTHORISATION_ENDED",
      message: expect.stringContaining("log in with it again") as string,
    });
    expect(await row()).toMatchObject({
      refreshToken: null,
      accessToken: null,
      accessTokenExpiresAt: null,
      expiresAt: clockAbout(),
      expiredReason: expect.stringContaining("no longer accepts") as string,
    });
    const asked = eve.count("/token");
    await expect(site.process().accessToken(alice)).rejects.toMatchObject({
      code: "AUTHORISATION_ENDED",
    });
    expect(eve.count("/token")).toBe(asked);
  });

  it("leaves the grant alive: what it showed stays the pilot's", async () => {
    await expect(accounts.accessToken(alice)).rejects.toThrow();
    expect(await store.database.prisma.grant.findMany()).toMatchObject([
      { endedAt: null },
    ]);
  });

  it("lives again after the next login", async () => {
    await expect(accounts.accessToken(alice)).rejects.toThrow();
    await logIn(accounts, alice);
    expect(await row()).toMatchObject({ expiresAt: null, expiredReason: null });
    expect(await works((await accounts.accessToken(alice)).token)).toBe(true);
  });
});

describe("while EVE SSO is down", () => {
  it("nothing changes, and the next attempt works", async () => {
    clock.advance(21 * minuteMs);
    const before = await row();
    for (const fault of [
      { status: 500, body: "html" },
      { status: 503, body: "json" },
      { status: 400, body: "html" },
    ]) {
      await eve.fail({ path: "/token", ...fault });
      await expect(accounts.accessToken(alice)).rejects.toThrow(
        UnavailableError,
      );
      expect(await row()).toEqual(before);
    }
    expect(await works((await accounts.accessToken(alice)).token)).toBe(true);
  });

  it("with only its keys out of reach, a rotated refresh token is kept all the same", async () => {
    await eve.rotateRefreshTokens(true);
    clock.advance(21 * minuteMs);
    const before = await row();
    // A process that has not read the keys yet.
    const fresh = site.process();
    await eve.fail({ path: "/oauth/jwks", status: 502, body: "html" });
    await expect(fresh.accessToken(alice)).rejects.toThrow(UnavailableError);
    expect(await row()).toMatchObject({ accessToken: null, expiresAt: null });
    expect((await row()).refreshToken).not.toBe(before.refreshToken);
    expect(await works((await fresh.accessToken(alice)).token)).toBe(true);
  });
});

/** A process that got its answer from EVE SSO and then takes its time. */
function holdRefresh() {
  const sso = createSso({ ...eve.settings, callbackUrl, clock });
  const answered = Promise.withResolvers<SsoTokens>();
  const released = Promise.withResolvers<undefined>();
  return {
    sso: {
      ...sso,
      refresh: async (refreshToken: string) => {
        const tokens = await sso.refresh(refreshToken);
        answered.resolve(tokens);
        await released.promise;
        return tokens;
      },
    },
    isAnswered: answered.promise,
    release: () => released.resolve(undefined),
  };
}

function clockAbout(): unknown {
  const now = clock.now().getTime();
  return expect.toSatisfy(
    (date: Date) => Math.abs(date.getTime() - now) < 30_000,
  );
}
