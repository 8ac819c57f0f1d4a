import { createHash, randomBytes } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, test } from "vitest";
import {
  authorize,
  callbackUrl,
  clientForm,
  control,
  killmailScopes,
  login,
  pilot,
  refresh,
  testSimulator,
  tokenRequest,
} from "../testing/test-simulator.ts";
import type { Tokens } from "../testing/test-simulator.ts";

const authorizeUrl = (
  base: string,
  parameters: Record<string, string>,
): string =>
  `${base}/v2/oauth/authorize?${new URLSearchParams({
    response_type: "code",
    client_id: "simulator-demo",
    redirect_uri: callbackUrl,
    scope: killmailScopes,
    state: "abc",
    ...parameters,
  }).toString()}`;

describe("the authorize page", () => {
  test("shows pilots to choose from, finds them by name and id, and offers to cancel", async () => {
    const simulator = await testSimulator();
    const page = await (await fetch(authorizeUrl(simulator.url, {}))).text();
    expect(page).toContain("Choose a character");
    expect(page).toContain("error=access_denied&#38;state=abc");
    expect(page.match(/class="name"/g)).toHaveLength(40);
    const found = await (
      await fetch(authorizeUrl(simulator.url, { search: String(pilot) }))
    ).text();
    expect(found.match(/class="name"/g)).toHaveLength(1);
    const link =
      /href="(\/v2[^"]+)"/.exec(found)?.[1]?.replaceAll("&#38;", "&") ?? "";
    const chosen = await fetch(simulator.url + link, { redirect: "manual" });
    expect(chosen.status).toBe(302);
    expect(chosen.headers.get("location")).toMatch(
      /\/auth\/callback\?code=[\w-]+&state=abc$/,
    );
  });

  test("escapes what it was asked", async () => {
    const simulator = await testSimulator();
    const page = await (
      await fetch(
        authorizeUrl(simulator.url, { search: '"><script>x</script>' }),
      )
    ).text();
    expect(page).not.toContain("<script>");
  });

  test.each([
    [{ client_id: "nobody" }, "invalid_request", "Client could not be found."],
    [
      { redirect_uri: "https://evil.example/" },
      "invalid_request",
      "The redirect URL does not match any of the configured values for this client.",
    ],
    [
      { state: "" },
      "invalid_request",
      "Some parameters are either missing or invalid",
    ],
    [
      { response_type: "id" },
      "invalid_request",
      "Some parameters are either missing or invalid",
    ],
    [
      { code_challenge_method: "plain" },
      "invalid_request",
      "Some parameters are either missing or invalid",
    ],
    [
      { scope: "esi-nothing.read.v1" },
      "invalid_scope",
      "Some parameters are either missing or invalid",
    ],
  ])(
    "refuses %o with a JSON body on its own host",
    async (parameters, error, description) => {
      const simulator = await testSimulator();
      const answer = await fetch(authorizeUrl(simulator.url, parameters), {
        redirect: "manual",
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({
        error,
        error_description: description,
      });
    },
  );

  test("wants a registered redirect address to the letter", async () => {
    const simulator = await testSimulator({
      clients: [
        { id: "app", secret: "s", redirectUris: ["https://app.example/cb"] },
      ],
    });
    const status = async (redirectUri: string): Promise<number> =>
      (
        await fetch(
          authorizeUrl(simulator.url, {
            client_id: "app",
            redirect_uri: redirectUri,
            simulate_character: String(pilot),
          }),
          { redirect: "manual" },
        )
      ).status;
    expect(await status("https://app.example/cb")).toBe(302);
    expect(await status("https://app.example/cb/")).toBe(400);
    expect(await status("http://localhost/cb")).toBe(400);
  });
});

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

describe("refresh tokens", () => {
  const dead = {
    error: "invalid_grant",
    error_description:
      "Invalid refresh token. Character grant missing/expired.",
  };

  test("stay the same, or change with every use when rotation is on", async () => {
    const simulator = await testSimulator();
    const { refresh_token: first } = await login(simulator, pilot);
    const kept = (await (await refresh(simulator, first)).json()) as Tokens;
    expect(kept).toMatchObject({ refresh_token: first, expires_in: 1200 });
    await control(simulator, "/sso", { rotateRefreshTokens: true });
    const rotated = (await (await refresh(simulator, first)).json()) as Tokens;
    expect(rotated.refresh_token).not.toBe(first);
    const reused = await refresh(simulator, first);
    expect(reused.status).toBe(400);
    expect(await reused.json()).toEqual(dead);
    expect((await refresh(simulator, rotated.refresh_token)).status).toBe(200);
  });

  test("survive a second login with the same scopes and die of one with others", async () => {
    const simulator = await testSimulator();
    const first = await login(simulator, pilot);
    const same = await login(
      simulator,
      pilot,
      killmailScopes.split(" ").reverse().join(" "),
    );
    expect((await refresh(simulator, first.refresh_token)).status).toBe(200);
    await login(simulator, pilot + 1, "publicData");
    expect((await refresh(simulator, first.refresh_token)).status).toBe(200);
    const other = await login(simulator, pilot, "publicData");
    expect(
      await (await refresh(simulator, first.refresh_token)).json(),
    ).toEqual(dead);
    expect(await (await refresh(simulator, same.refresh_token)).json()).toEqual(
      dead,
    );
    expect((await refresh(simulator, other.refresh_token)).status).toBe(200);
  });

  test("die when revoked; revoking answers 200 whatever it is given", async () => {
    const simulator = await testSimulator();
    const { refresh_token: token } = await login(simulator, pilot);
    const revoke = (form: Record<string, string>): Promise<Response> =>
      fetch(`${simulator.url}/v2/oauth/revoke`, {
        method: "POST",
        body: new URLSearchParams(form),
      });
    expect(
      (await revoke({ token: "unknown", ...clientForm(simulator) })).status,
    ).toBe(200);
    expect(
      (await revoke({ token: token ?? "", client_id: "nobody" })).status,
    ).toBe(200);
    expect((await refresh(simulator, token)).status).toBe(200);
    expect(
      (await revoke({ token: token ?? "", ...clientForm(simulator) })).status,
    ).toBe(200);
    expect(await (await refresh(simulator, token)).json()).toEqual(dead);
  });

  test("die with the sale of the character, whose tokens then name another owner", async () => {
    const simulator = await testSimulator();
    const before = await login(simulator, pilot);
    await control(simulator, `/characters/${pilot}`, {
      ownerHash: "bmV3IG93bmVy",
    });
    expect(
      await (await refresh(simulator, before.refresh_token)).json(),
    ).toEqual(dead);
    const after = await login(simulator, pilot);
    expect(decodeJwt(after.access_token)["owner"]).toBe("bmV3IG93bmVy");
    expect(decodeJwt(before.access_token)["owner"]).not.toBe("bmV3IG93bmVy");
  });

  test("of another application are refused with EVE's misleading words", async () => {
    const simulator = await testSimulator({
      clients: ["one", "two"].map((id) => ({
        id,
        secret: id,
        redirectUris: [callbackUrl],
      })),
    });
    const code = await authorize(simulator, pilot, { client_id: "one" });
    const as = (id: string, form: Record<string, string>): Promise<Response> =>
      tokenRequest(simulator, { ...form, client_id: id, client_secret: id });
    const tokens = (await (
      await as("one", { grant_type: "authorization_code", code })
    ).json()) as Tokens;
    const stolen = await as("two", {
      grant_type: "refresh_token",
      refresh_token: tokens.refresh_token ?? "",
    });
    expect(stolen.status).toBe(400);
    expect(await stolen.json()).toMatchObject({
      error_description: "Grant type refresh_token is not supported.",
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
