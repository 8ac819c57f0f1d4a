import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { createMovableClock, UnavailableError } from "../../kernel/index.ts";
import {
  startForgingSso,
  type ForgingSso,
} from "../../platform/sso/test-support/forging-sso.ts";
import type { Accounts } from "./index.ts";
import {
  callbackUrl,
  character,
  countRows,
  createSite,
  type Site,
} from "./test-support/site.ts";

const clock = createMovableClock();
const pilot = character(95_877_094);
let sso: ForgingSso;
let store: TestDatabase;
let site: Site;
let accounts: Accounts;

beforeAll(async () => {
  sso = await startForgingSso(clock);
  store = await createTestDatabase();
});
afterAll(async () => {
  await store.drop();
  await sso.stop();
});
beforeEach(async () => {
  sso.answers.clear();
  await store.database.prisma.account.deleteMany();
  site = createSite(store.database, clock, { ...sso, ssoUrl: sso.url });
  accounts = site.process();
});

async function comeBack() {
  const { authorizeUrl, flow } = await accounts.beginLogin();
  const callback = new URL(callbackUrl);
  const state = new URL(authorizeUrl).searchParams.get("state") ?? "";
  callback.search = new URLSearchParams({ code: "any", state }).toString();
  return accounts.completeLogin({
    callbackUrl: callback,
    flow,
    sessionToken: undefined,
  });
}

const now = () => Math.floor(clock.now().getTime() / 1000);

describe("a login with a forged token", () => {
  const forgeries: Record<string, () => Promise<string>> = {
    "for another application": () =>
      sso.token({ claims: { aud: ["other-client-id", "EVE Online"] } }),
    "of another issuer": () =>
      sso.token({ claims: { iss: "https://login.eveonline.com.example" } }),
    "signed with a stranger's key": () =>
      sso.token({ key: sso.keyPairs.stranger }),
    "with a symmetric signature": () =>
      sso.token({
        header: { alg: "HS256" },
        key: new TextEncoder().encode(sso.clientSecret.padEnd(32, "=")),
      }),
    "that has expired": () => sso.token({ claims: { exp: now() - 6 * 60 } }),
    "about a corporation": () =>
      sso.token({ claims: { sub: "CORPORATION:EVE:98000001" } }),
    "without a signature": async () => {
      const [, claims = ""] = (await sso.token()).split(".");
      const header = Buffer.from('{"alg":"none"}').toString("base64url");
      return `${header}.${claims}.`;
    },
  };

  it.each(Object.keys(forgeries))("%s is refused", async (name) => {
    sso.handOut(await (forgeries[name]?.() ?? ""));
    await expect(comeBack()).rejects.toMatchObject({
      name: "RejectedError",
      code: "LOGIN_TOKEN",
    });
    expect(await countRows(store.database)).toEqual({
      accounts: 0,
      grants: 0,
      characters: 0,
      sessions: 0,
    });
    expect(site.linked).toEqual([]);
  });
});

describe("a login without the killmail scope", () => {
  it("is refused with what to do about it", async () => {
    for (const scp of ["publicData", ["publicData"], undefined]) {
      sso.handOut(await sso.token({ claims: { scp } }));
      await expect(comeBack()).rejects.toMatchObject({
        code: "LOGIN_SCOPE",
        message:
          "Some Pilot's login does not allow reading killmails (esi-killmails.read_killmails.v1). Please log in again and keep that permission.",
      });
    }
    expect((await countRows(store.database)).accounts).toBe(0);
  });
});

describe("a refresh that brings back something odd", () => {
  const row = () =>
    store.database.prisma.linkedCharacter.findUniqueOrThrow({
      where: { characterId: pilot },
      include: { grant: true },
    });

  beforeEach(async () => {
    sso.handOut(await sso.token(), "the first refresh token");
    await comeBack();
    clock.advance(21 * 60_000);
  });

  it("uses no token that it can not trust, but spends no refresh token twice", async () => {
    sso.handOut(
      await sso.token({ key: sso.keyPairs.stranger }),
      "the second refresh token",
    );
    await expect(accounts.accessToken(pilot)).rejects.toThrow(UnavailableError);
    expect(await row()).toMatchObject({ accessToken: null, expiresAt: null });
    sso.forms.length = 0;
    const good = await sso.token();
    sso.handOut(good);
    expect((await accounts.accessToken(pilot)).token).toBe(good);
    expect(sso.forms[0]?.form.get("refresh_token")).toBe(
      "the second refresh token",
    );
  });

  it("ends the grant when the character has another owner", async () => {
    sso.handOut(await sso.token({ claims: { owner: "another owner" } }));
    await expect(accounts.accessToken(pilot)).rejects.toMatchObject({
      code: "AUTHORISATION_ENDED",
      message: expect.stringContaining(
        "Some Pilot has another owner now",
      ) as unknown,
    });
    const { refreshToken, accessToken, expiresAt, grant } = await row();
    expect([refreshToken, accessToken]).toEqual([null, null]);
    expect(expiresAt).not.toBeNull();
    expect(grant).toMatchObject({
      endedReason: expect.stringContaining("has another owner now") as unknown,
    });
  });

  it("ends the authorisation when it is about another character", async () => {
    sso.handOut(await sso.token({ claims: { sub: "CHARACTER:EVE:7" } }));
    await expect(accounts.accessToken(pilot)).rejects.toMatchObject({
      code: "AUTHORISATION_ENDED",
    });
    expect(await row()).toMatchObject({
      refreshToken: null,
      grant: { endedAt: null },
    });
  });

  it("follows a changed name and narrowed scopes", async () => {
    sso.handOut(
      await sso.token({ claims: { name: "Renamed", scp: "publicData" } }),
    );
    expect((await accounts.accessToken(pilot)).scopes).toEqual(["publicData"]);
    expect(await row()).toMatchObject({
      name: "Renamed",
      scopes: ["publicData"],
    });
  });
});
