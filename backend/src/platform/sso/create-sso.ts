import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import * as oauth from "openid-client";
import { RejectedError, type Clock } from "../../kernel/index.ts";
import { discoverSso } from "./discover-sso.ts";
import { issuerVariants } from "./issuer-variants.ts";
import { refuseUnsafeAddress } from "./refuse-unsafe-address.ts";
import type { Sso, SsoTokens } from "./sso.ts";
import { classifyTokenError, ssoUnavailable } from "./token-error.ts";
import { verifyAccessToken } from "./verify-access-token.ts";

export interface SsoConfig {
  /** EVE SSO's own address, for example https://login.eveonline.com. */
  readonly ssoUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As registered with the application, to the letter. */
  readonly callbackUrl: string;
}

/** Speaks to nobody before it is asked to: the process starts while SSO is down. */
export function createSso(deps: SsoConfig & { clock: Clock }): Sso {
  const ssoUrl = new URL(deps.ssoUrl);
  refuseUnsafeAddress(ssoUrl);
  const issuers = issuerVariants(ssoUrl);
  const discovered = lazily(async () => {
    const config = await discoverSso({ ...deps, ssoUrl });
    const jwksUri = config.serverMetadata().jwks_uri;
    if (jwksUri === undefined)
      throw ssoUnavailable("its description names no signing keys");
    const keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(jwksUri), {
      timeoutDuration: 10_000,
    });
    return { config, keys };
  });

  return {
    authorizeUrl: async ({ state, verifier, scopes }) => {
      const { config } = await discovered();
      return oauth.buildAuthorizationUrl(config, {
        redirect_uri: deps.callbackUrl,
        scope: scopes.join(" "),
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
    },
    isIssuer: (name) => issuers.includes(name),
    exchange: async ({ code, verifier }) => {
      const { config } = await discovered();
      // Rebuilt from the configured address: behind a proxy the address we were called at is another one.
      const callback = new URL(deps.callbackUrl);
      callback.searchParams.set("code", code);
      return tokensOf(
        await oauth
          .authorizationCodeGrant(config, callback, {
            pkceCodeVerifier: verifier,
          })
          .catch((error: unknown) => {
            const problem = classifyTokenError(error);
            if (problem.kind === "unavailable") throw problem.error;
            throw new RejectedError(
              "LOGIN_CODE",
              "EVE SSO did not accept this login: it was used already, or it is too old. Please log in again.",
            );
          }),
      );
    },
    refresh: async (refreshToken) => {
      const { config } = await discovered();
      const answer = await oauth
        .refreshTokenGrant(config, refreshToken)
        .catch((error: unknown) => {
          const problem = classifyTokenError(error);
          if (problem.kind === "dead")
            throw new RejectedError(
              "AUTHORISATION_ENDED",
              "EVE SSO no longer accepts this character's authorisation: log in with it again. If it has another owner now, unlink it.",
            );
          // Anything else that is wrong with a refresh says nothing about the pilot's consent.
          throw problem.error;
        });
      return tokensOf(answer, refreshToken);
    },
    verify: async (accessToken) => {
      const { keys } = await discovered();
      return verifyAccessToken(accessToken, { ...deps, keys, ssoUrl });
    },
    revoke: async (refreshToken) => {
      const { config } = await discovered();
      await oauth
        .tokenRevocation(config, refreshToken, {
          token_type_hint: "refresh_token",
        })
        .catch((error: unknown) => {
          throw classifyTokenError(error).error;
        });
    },
  };
}

function tokensOf(
  answer: oauth.TokenEndpointResponse,
  previous?: string,
): SsoTokens {
  const refreshToken = answer.refresh_token ?? previous;
  if (refreshToken === undefined)
    throw ssoUnavailable("it gave no refresh token");
  return { accessToken: answer.access_token, refreshToken };
}

/** One attempt at a time, kept once it worked, made anew after it failed. */
function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
