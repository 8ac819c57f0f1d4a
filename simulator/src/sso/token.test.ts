import { createHash, randomBytes } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, test } from "vitest";
import {
  authorize,
  clientForm,
  control,
  killmailScopes,
  login,
  pilot,
  testSimulator,
  tokenRequest,
} from "../testing/test-simulator.ts";
import type { Tokens } from "../testing/test-simulator.ts";

describe("tokens", () => {
  test("carry the claims of EVE's own", async () => {
    const simulator = await testSimulator();
    const tokens = await login(simulator, pilot);
    expect(tokens).toMatchObject({ expires_in: 1199, token_type: "Bearer" });
    expect(tokens.refresh_token).toMatch(/^[\w+/]{22}==$/);
    const claims = decodeJwt(tokens.access_token);
    expect(claims).toMatchObject({
      scp: killmailScopes.split(" "),
      sub: `CHARACTER:EVE:${pilot}`,
      azp: "simulator-demo",
      aud: ["simulator-demo", "EVE Online"],
      tenant: "tranquility",
      tier: "live",
      region: "world",
      iss: simulator.url,
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(1200);
  });

  test("name one scope as a string, none not at all, and then cannot be refreshed", async () => {
    const simulator = await testSimulator();
    const one = await login(simulator, pilot, "publicData");
    expect(decodeJwt(one.access_token)["scp"]).toBe("publicData");
    const none = await login(simulator, pilot, "");
    expect(decodeJwt(none.access_token)).not.toHaveProperty("scp");
    expect(none.refresh_token).toBeNull();
  });

  test("follow the chosen issuer spelling and signature", async () => {
    const simulator = await testSimulator();
    await control(simulator, "/sso", {
      issuerVariant: "slash",
      signingAlgorithm: "ES256",
    });
    const token = (await login(simulator, pilot)).access_token;
    expect(decodeJwt(token).iss).toBe(`${simulator.url}/`);
    const { alg, kid } = decodeProtectedHeader(token);
    const jwks = (await (
      await fetch(`${simulator.url}/oauth/jwks`)
    ).json()) as {
      keys: { alg: string; kid: string }[];
    };
    expect(jwks.keys.map((key) => key.alg)).toEqual(["RS256", "ES256"]);
    expect(jwks.keys).toContainEqual(expect.objectContaining({ alg, kid }));
    await control(simulator, "/sso", { issuerVariant: "host" });
    expect(decodeJwt((await login(simulator, pilot)).access_token).iss).toBe(
      `localhost:${simulator.port}`,
    );
  });

  test("are given for HTTP Basic, plain or percent-encoded", async () => {
    const simulator = await testSimulator();
    const { id, secret } = simulator.demoClient;
    for (const credentials of [
      `${id}:${secret}`,
      `${id}:${secret.replaceAll("_", "%5F")}`,
    ]) {
      const answer = await tokenRequest(
        simulator,
        {
          grant_type: "authorization_code",
          code: await authorize(simulator, pilot),
        },
        {
          authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
        },
      );
      expect(answer.status).toBe(200);
    }
  });

  test("are given to a public client that proves its PKCE verifier, padded or not", async () => {
    const simulator = await testSimulator();
    for (const verifier of [
      randomBytes(32).toString("base64url"),
      `${"a".repeat(43)}=`,
    ]) {
      const code = await authorize(simulator, pilot, {
        code_challenge: createHash("sha256")
          .update(verifier)
          .digest("base64url"),
        code_challenge_method: "S256",
      });
      const form = {
        grant_type: "authorization_code",
        code,
        client_id: "simulator-demo",
      };
      const answer = await tokenRequest(simulator, {
        ...form,
        code_verifier: verifier,
      });
      expect(answer.status).toBe(200);
      const { refresh_token } = (await answer.json()) as Tokens;
      const again = await tokenRequest(simulator, {
        grant_type: "refresh_token",
        refresh_token: refresh_token ?? "",
        client_id: "simulator-demo",
      });
      expect(again.status).toBe(200);
    }
  });
});

describe("the token endpoint refuses", () => {
  const badCode = {
    error: "invalid_grant",
    error_description: "Authorization code is invalid",
  };

  test("a code that was used, is unknown, too old or belongs to another verifier", async () => {
    const simulator = await testSimulator();
    const redeem = (
      code: string,
      more: Record<string, string> = {},
    ): Promise<Response> =>
      tokenRequest(simulator, {
        grant_type: "authorization_code",
        code,
        ...clientForm(simulator),
        ...more,
      });
    const used = await authorize(simulator, pilot);
    expect((await redeem(used)).status).toBe(200);
    const old = await authorize(simulator, pilot);
    simulator.clock.advance(5 * 60_000 + 1);
    const challenged = await authorize(simulator, pilot, {
      code_challenge: createHash("sha256").update("right").digest("base64url"),
      code_challenge_method: "S256",
    });
    for (const answer of [
      await redeem(used),
      await redeem("unknown"),
      await redeem(old),
      await redeem(challenged, { code_verifier: "wrong" }),
    ]) {
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual(badCode);
    }
  });

  test("a wrong secret, an unknown client and no secret at all", async () => {
    const simulator = await testSimulator();
    const code = await authorize(simulator, pilot);
    for (const form of [
      { client_id: "simulator-demo", client_secret: "wrong" },
      { client_id: "nobody", client_secret: "x" },
      { client_id: "simulator-demo" },
    ]) {
      const answer = await tokenRequest(simulator, {
        grant_type: "authorization_code",
        code,
        ...form,
      });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe(
        'Basic realm="login.eveonline.com"',
      );
      expect(await answer.json()).toMatchObject({ error: "invalid_client" });
    }
  });

  test("JSON bodies and unknown grant types", async () => {
    const simulator = await testSimulator();
    const json = await fetch(`${simulator.url}/v2/oauth/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        grant_type: "authorization_code",
        ...clientForm(simulator),
      }),
    });
    expect(json.status).toBe(400);
    const password = await tokenRequest(simulator, {
      grant_type: "password",
      ...clientForm(simulator),
    });
    expect(await password.json()).toMatchObject({
      error: "unsupported_grant_type",
    });
  });
});

test("userinfo answers a good token and 401 a bad one", async () => {
  const simulator = await testSimulator();
  const { access_token } = await login(simulator, pilot);
  const ask = (token: string): Promise<Response> =>
    fetch(`${simulator.url}/v2/oauth/verify`, {
      headers: { authorization: `Bearer ${token}` },
    });
  expect(await (await ask(access_token)).json()).toMatchObject({
    CharacterID: pilot,
  });
  expect((await ask("nonsense")).status).toBe(401);
  simulator.clock.advance(1_201_000);
  expect((await ask(access_token)).status).toBe(401);
});
