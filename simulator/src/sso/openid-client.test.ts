import { createRemoteJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";
import { expect, test } from "vitest";
import {
  callbackUrl,
  killmailScopes,
  pilot,
  testSimulator,
} from "../testing/test-simulator.ts";

test.each(["oauth2", "oidc"] as const)(
  "openid-client logs in, refreshes and revokes after %s discovery",
  async (algorithm) => {
    const simulator = await testSimulator({ clock: { now: () => new Date() } });
    const { id, secret } = simulator.demoClient;
    const config = await client.discovery(
      new URL(simulator.services.sso),
      id,
      secret,
      undefined,
      {
        algorithm, // eslint-disable-next-line @typescript-eslint/no-deprecated -- the simulator speaks plain HTTP
        execute: [client.allowInsecureRequests],
      },
    );
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const loginUrl = client.buildAuthorizationUrl(config, {
      redirect_uri: callbackUrl,
      scope: killmailScopes,
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      simulate_character: String(pilot),
    });
    const redirect = await fetch(loginUrl, { redirect: "manual" });
    const tokens = await client.authorizationCodeGrant(
      config,
      new URL(redirect.headers.get("location") ?? ""),
      { pkceCodeVerifier: verifier, expectedState: state },
    );
    const jwks = createRemoteJWKSet(
      new URL(config.serverMetadata().jwks_uri ?? ""),
    );
    const { payload } = await jwtVerify(tokens.access_token, jwks, {
      audience: "EVE Online",
    });
    expect(payload.sub).toBe(`CHARACTER:EVE:${pilot}`);

    const refreshed = await client.refreshTokenGrant(
      config,
      tokens.refresh_token ?? "",
    );
    expect(refreshed.refresh_token).toBe(tokens.refresh_token);
    await client.tokenRevocation(config, tokens.refresh_token ?? "");
    await expect(
      client.refreshTokenGrant(config, tokens.refresh_token ?? ""),
    ).rejects.toMatchObject({ error: "invalid_grant", status: 400 });
  },
);
