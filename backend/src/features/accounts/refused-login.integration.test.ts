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
  countRows,
  createSite,
  visitSso,
  type Site,
} from "./test-support/site.ts";

const minuteMs = 60_000;
const nothing = { accounts: 0, grants: 0, characters: 0, sessions: 0 };

const clock = createMovableClock();
let eve: Eve;
let store: TestDatabase;
let site: Site;
let accounts: Accounts;
let alice: number, bob: number;

beforeAll(async () => {
  eve = await startEve(clock);
  [alice, bob] = eve.pilots;
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

  it("when another issuer than the configured SSO answered", async () => {
    const from = (...issuers: string[]) =>
      changed((query) => {
        for (const issuer of issuers) query.append("iss", issuer);
      });
    const { ssoUrl } = eve.settings;
    for (const foreign of [["https://evil.example"], [""], [ssoUrl, ssoUrl]])
      expect(await refusal(from(...foreign))).toBe("LOGIN_STATE");
  });

  it("but not when the configured SSO names itself, in any of its ways", async () => {
    const { ssoUrl } = eve.settings;
    for (const own of [ssoUrl, `${ssoUrl}/`, new URL(ssoUrl).host]) {
      const begun = await accounts.beginLogin();
      const callbackUrl = await visitSso(begun.authorizeUrl, alice);
      callbackUrl.searchParams.set("iss", own);
      const { flow } = begun;
      const login = { callbackUrl, flow, sessionToken: undefined };
      await expect(accounts.completeLogin(login)).resolves.toBeDefined();
    }
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
