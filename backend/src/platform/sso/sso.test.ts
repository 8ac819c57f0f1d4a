import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMovableClock, UnavailableError } from "../../kernel/index.ts";
import { createSso } from "./create-sso.ts";
import type { Sso } from "./sso.ts";
import {
  startForgingSso,
  type ForgingSso,
} from "./test-support/forging-sso.ts";

const clock = createMovableClock();
let server: ForgingSso;
let sso: Sso;

const ssoAt = (url: string): Sso =>
  createSso({
    ssoUrl: url,
    clientId: server.clientId,
    clientSecret: server.clientSecret,
    callbackUrl: "http://localhost:4000/auth/callback",
    clock,
  });

beforeAll(async () => {
  server = await startForgingSso(clock);
});
afterAll(() => server.stop());
beforeEach(() => {
  server.answers.clear();
  server.forms.length = 0;
  sso = ssoAt(server.url);
});

const login = { code: "a-code", verifier: "v".repeat(43) };

describe("the way to EVE SSO", () => {
  it("asks for a code with state and PKCE", async () => {
    const url = await sso.authorizeUrl({
      state: "the-state",
      verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
      scopes: ["publicData", "esi-killmails.read_killmails.v1"],
    });
    expect(url.origin).toBe(server.url);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: "code",
      client_id: server.clientId,
      redirect_uri: "http://localhost:4000/auth/callback",
      scope: "publicData esi-killmails.read_killmails.v1",
      state: "the-state",
      // The pair of RFC 7636, appendix B.
      code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
      code_challenge_method: "S256",
    });
  });

  it("sends the secret in the body, as it is", async () => {
    server.handOut("anything");
    await sso.exchange(login);
    expect(Object.fromEntries(server.forms[0]?.form ?? [])).toMatchObject({
      grant_type: "authorization_code",
      code: "a-code",
      code_verifier: login.verifier,
      client_id: server.clientId,
      client_secret: server.clientSecret,
    });
  });

  it("goes on when SSO was down at first", async () => {
    server.answers.set("oauth-authorization-server", {
      status: 503,
      body: "Internal server error. Error ref: 1f",
    });
    await expect(sso.verify(await server.token())).rejects.toThrow(
      UnavailableError,
    );
    server.answers.clear();
    await expect(sso.verify(await server.token())).resolves.toBeDefined();
  });

  it("goes over plain http to this machine only", () => {
    expect(() => ssoAt("http://login.example.com")).toThrow("use https");
    expect(() => ssoAt("ftp://localhost")).toThrow("use https");
    for (const url of ["https://login.eveonline.com", "http://localhost:4100"])
      expect(() => ssoAt(url)).not.toThrow();
  });
});

describe("when EVE SSO answers with an error", () => {
  const oauthError = (status: number, error: string, headers = {}) => ({
    status,
    body: { error, error_description: "secret-looking-text" },
    headers,
  });
  const exchanged = () => sso.exchange(login).catch((e: unknown) => e);
  const refreshed = () => sso.refresh("old-token").catch((e: unknown) => e);

  it("a refused code is the pilot's to repeat", async () => {
    for (const answer of [
      oauthError(400, "invalid_grant"),
      oauthError(400, "invalid_request"),
    ]) {
      server.answers.set("token", answer);
      expect(await exchanged()).toMatchObject({ code: "LOGIN_CODE" });
    }
  });

  it("a dead refresh token is told from everything else", async () => {
    for (const code of ["invalid_grant", "invalid_token"]) {
      server.answers.set("token", oauthError(400, code));
      expect(await refreshed()).toMatchObject({ code: "AUTHORISATION_ENDED" });
    }
    for (const answer of [
      oauthError(400, "invalid_request"),
      oauthError(400, "invalid_client"),
      oauthError(401, "invalid_client", {
        "www-authenticate": 'Basic realm="login.eveonline.com"',
      }),
      oauthError(429, "slow_down"),
      oauthError(500, "server_error"),
      { status: 502, body: "<html>Bad gateway</html>" },
      { status: 400, body: "Bad request" },
      { status: 200, body: "<html>Maintenance</html>" },
      { status: 200, body: { access_token: 7 } },
    ]) {
      server.answers.set("token", answer);
      const error = await refreshed();
      expect(error).toBeInstanceOf(UnavailableError);
      expect((error as Error).cause).toBeUndefined();
      expect((error as Error).message).not.toContain("secret-looking-text");
    }
  });

  it("an outage is no refusal of the login either", async () => {
    for (const answer of [
      oauthError(401, "invalid_client"),
      { status: 500, body: "Internal server error. Error ref: 1f" },
    ]) {
      server.answers.set("token", answer);
      expect(await exchanged()).toBeInstanceOf(UnavailableError);
    }
    server.answers.set("jwks", { status: 500, body: "down" });
    await expect(sso.verify(await server.token())).rejects.toThrow(
      UnavailableError,
    );
  });

  it("an SSO that can not be reached is unavailable", async () => {
    const gone = await startForgingSso(clock);
    await gone.stop();
    await expect(ssoAt(gone.url).revoke("token")).rejects.toThrow(
      UnavailableError,
    );
  });
});

describe("refreshing and revoking", () => {
  it("keeps the refresh token when none comes back, takes the new one otherwise", async () => {
    server.answers.set("token", {
      status: 200,
      body: { access_token: "new", token_type: "Bearer", expires_in: 1200 },
    });
    expect((await sso.refresh("b2xk+/==")).refreshToken).toBe("b2xk+/==");
    expect(server.forms[0]?.form.get("refresh_token")).toBe("b2xk+/==");
    server.handOut("newer", "rotated");
    expect((await sso.refresh("old")).refreshToken).toBe("rotated");
  });

  it("revokes the refresh token by name", async () => {
    await sso.revoke("the-token");
    expect(server.forms[0]?.path).toBe("revoke");
    expect(Object.fromEntries(server.forms[0]?.form ?? [])).toMatchObject({
      token: "the-token",
      token_type_hint: "refresh_token",
    });
  });
});
