import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Clock,
  createMovableClock,
  RejectedError,
} from "../../kernel/index.ts";
import { createSso } from "./create-sso.ts";
import type { Sso } from "./sso.ts";
import {
  startForgingSso,
  type ForgingSso,
} from "./test-support/forging-sso.ts";

const minuteMs = 60_000;
const clock = createMovableClock();
let server: ForgingSso;
let sso: Sso;

const ssoAt = (url: string, own: Clock = clock): Sso =>
  createSso({
    ssoUrl: url,
    clientId: server.clientId,
    clientSecret: server.clientSecret,
    callbackUrl: "http://localhost:4000/auth/callback",
    clock: own,
  });

beforeAll(async () => {
  server = await startForgingSso(clock);
});
afterAll(() => server.stop());
beforeEach(() => {
  server.answers.clear();
  sso = ssoAt(server.url);
});

describe("a good access token", () => {
  it("says who logged in", async () => {
    expect(await sso.verify(await server.token())).toMatchObject({
      characterId: 95877094,
      name: "Some Pilot",
      ownerHash: "8PmzCeTKb4VFUDrHLc/AeZXDSWM=",
      scopes: ["esi-killmails.read_killmails.v1", "publicData"],
    });
  });

  it("may be signed with either of EVE's keys", async () => {
    const token = await server.token({
      header: { alg: "ES256", kid: "ec" },
      key: server.keyPairs.ec,
    });
    expect((await sso.verify(token)).characterId).toBe(95877094);
  });

  it("may name the issuer in each of its three ways", async () => {
    const { host } = new URL(server.url);
    for (const iss of [server.url, `${server.url}/`, host])
      expect(
        (await sso.verify(await server.token({ claims: { iss } }))).name,
      ).toBe("Some Pilot");
  });

  it("may come from a clock minutes away from ours, and lives its twenty minutes by ours", async () => {
    for (const skewMs of [-7 * minuteMs, 7 * minuteMs, 24 * minuteMs]) {
      const own = createMovableClock(clock);
      own.advance(skewMs);
      const { expiresAt } = await ssoAt(server.url, own).verify(
        await server.token(),
      );
      const livesMs = expiresAt.getTime() - own.now().getTime();
      expect(livesMs).toBeLessThanOrEqual(1_199_000);
      expect(livesMs).toBeGreaterThan(1_100_000);
    }
  });

  it("may hold its scopes as a list, as one string, or not at all", async () => {
    const scopes = async (scp: unknown) =>
      (await sso.verify(await server.token({ claims: { scp } }))).scopes;
    expect(await scopes(["b", "a"])).toEqual(["a", "b"]);
    expect(await scopes("publicData")).toEqual(["publicData"]);
    expect(await scopes(undefined)).toEqual([]);
  });

  it("may be about a character of the highest ids, in either spelling", async () => {
    for (const sub of ["CHARACTER:EVE:2130000000", "EVE:CHARACTER:2130000000"])
      expect(
        (await sso.verify(await server.token({ claims: { sub } }))).characterId,
      ).toBe(2130000000);
  });
});

describe("an access token is refused", () => {
  const refused = async (token: string, why: RegExp) => {
    const error: unknown = await sso.verify(token).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RejectedError);
    expect(error).toMatchObject({ code: "LOGIN_TOKEN" });
    expect((error as Error).message).toMatch(why);
  };
  const claimed = (claims: Record<string, unknown>) => server.token({ claims });

  it("when it was made for another application", async () => {
    await refused(
      await claimed({ aud: ["other", "EVE Online"] }),
      /another app/,
    );
    await refused(await claimed({ aud: [server.clientId] }), /another app/);
    await refused(await claimed({ aud: "EVE Online" }), /lacks/);
    await refused(await claimed({ aud: undefined }), /lacks/);
  });

  it("when another issuer made it", async () => {
    for (const iss of [
      "https://login.eveonline.com",
      `${server.url}.evil.example`,
      `https://${new URL(server.url).host}`,
      "",
      undefined,
    ])
      await refused(await claimed({ iss }), /issuer|iss/);
  });

  it("when a stranger's key signed it, under EVE's key id or its own", async () => {
    const key = server.keyPairs.stranger;
    await refused(await server.token({ key }), /not signed/);
    await refused(
      await server.token({ key, header: { kid: "x" } }),
      /not signed/,
    );
  });

  it("when its algorithm is none, symmetric, or not its key's", async () => {
    const [, payload] = (await server.token()).split(".");
    const header = Buffer.from('{"alg":"none","kid":"rsa"}').toString(
      "base64url",
    );
    await refused(`${header}.${payload ?? ""}.`, /not signed/);
    const jwk = await (await fetch(`${server.url}/oauth/jwks`)).text();
    await refused(
      await server.token({
        header: { alg: "HS256" },
        key: new TextEncoder().encode(jwk),
      }),
      /not signed/,
    );
    await refused(
      await server.token({
        header: { alg: "ES256", kid: "rsa" },
        key: server.keyPairs.ec,
      }),
      /not signed/,
    );
  });

  it("when it was altered or is no token", async () => {
    const [header = "", payload = "", signature = ""] = (
      await server.token()
    ).split(".");
    const altered = Buffer.from(
      Buffer.from(payload, "base64url")
        .toString()
        .replace("95877094", "95877095"),
    ).toString("base64url");
    await refused(`${header}.${altered}.${signature}`, /not signed/);
    for (const text of ["", "x", "a.b.c", `${header}.${payload}`])
      await refused(text, /not signed/);
  });

  it("when it has expired or never does", async () => {
    const now = Math.floor(clock.now().getTime() / 1000);
    await refused(await claimed({ exp: now - 6 * 60 }), /expired/);
    await refused(await claimed({ exp: undefined }), /exp/);
  });

  it("when it is about no character", async () => {
    for (const sub of [
      "CORPORATION:EVE:98000001",
      "CHARACTER:EVE:",
      "CHARACTER:EVE:0",
      "CHARACTER:EVE:1e9",
      "95877094",
      "CHARACTER:EVE:99999999999999999999",
    ])
      await refused(await claimed({ sub }), /no character/);
    await refused(await claimed({ owner: undefined }), /lacks/);
    await refused(await claimed({ owner: "" }), /lacks/);
    await refused(await claimed({ name: undefined }), /lacks/);
  });
});
